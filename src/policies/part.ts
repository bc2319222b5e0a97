import type { z } from "zod";
import type { Hold } from "../fleet/blockers/hold.js";
import type { Decision, View } from "../fleet/control/policy-contract.js";

/** The parts of a policy that decide. `update`, `agent` and `runtime` are plain settings of the hosts and decide nothing. */
export type PartRole = "offer" | "reboot" | "health" | "operator";

/** A release in a group, both as indices. */
export interface Rollout {
  readonly group: number;
  readonly release: number;
}

/**
 * One part of a policy: a pure function of what it is given. No random numbers, no clock, no input or output, no writing to its
 * arguments. `Memory` is JSON-able. The same view and memory give the same decision.
 */
export interface Part<Config = unknown, Memory = unknown> {
  readonly role: PartRole;
  /** Kebab-case, unique within its role, as written in `kind:`. */
  readonly name: string;
  /** What it does, one or two sentences. */
  readonly doc: string;
  /** Schema of its settings, each with unit, range, default and source in its description. */
  readonly config: z.ZodType<Config>;
  /** Its memory at time 0. */
  start(config: Config): Memory;
  /** Called at time 0, when a release appears or vanishes, when something watched happens, and at its own `wakeAt`. */
  decide(view: View, memory: Memory, config: Config): Decision<Memory>;
  /** Why it lets a release go no further in a group now, for whoever asks why hosts wait; left out: it holds nothing back. */
  holdsBack?(view: View, memory: Memory, config: Config, rollout: Rollout): Hold | undefined;
}

/** Keeps the types of settings and memory inside a part's own file. */
export function definePart<Config, Memory>(part: Part<Config, Memory>): Part {
  return part as unknown as Part;
}
