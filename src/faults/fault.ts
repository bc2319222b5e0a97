import type { z } from "zod";
import type { Effect } from "../fleet/effects/effects.js";
import type { Time } from "../support/time.js";

/** What a fault may know of the fleet when it chooses its victims. */
export interface FaultSite {
  readonly horizon: Time;
  readonly hosts: number;
  readonly zones: readonly string[];
  readonly groups: readonly {
    readonly name: string;
    readonly first: number;
    readonly hosts: number;
  }[];
  readonly cohorts: readonly string[];
  /** Versions of the releases, by their index. */
  readonly releases: readonly string[];
  readonly services: readonly {
    readonly name: string;
    readonly first: number;
    readonly replicas: number;
  }[];
  readonly racks: number;
  readonly rackOf: Uint32Array;
  readonly zoneOf: Uint16Array;
  readonly groupOf: Uint16Array;
  readonly cohortOf: Uint16Array;
  /** Luck of the faults, keyed: 0 < u < 1. `entity` is a host, a rack, a container or the fault itself, `occurrence` counts draws of one purpose and entity. */
  draw(purpose: "victim" | "onset" | "duration", entity: number, occurrence: number): number;
}

/** A kind of fault: configuration in, plan of effects out. It draws only while the plan is made. */
export interface Fault<Config = unknown> {
  /** Kebab-case, as written in `kind:`. */
  readonly kind: string;
  /** One or two sentences for `list faults`. */
  readonly doc: string;
  /**
   * Invariants that it breaks by itself, whatever the policy does: a search does not hold them against a policy in a plan with it.
   * Left out: none.
   */
  readonly breaks?: readonly string[];
  /** Schema of the rest of the entry, with units and defaults. */
  readonly config: z.ZodType<Config>;
  /**
   * The effects of one entry of a scenario.
   *
   * @param index position of the fault in the scenario; part of the key of its luck.
   */
  plan(config: Config, site: FaultSite, index: number): readonly Effect[];
}

/** Keeps the type of the configuration inside a fault's own file. */
export function defineFault<Config>(fault: Fault<Config>): Fault {
  return fault as unknown as Fault;
}
