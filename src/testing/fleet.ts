import { applyCommand } from "../fleet/control/commands.js";
import { type HostPhase, hostPhaseNames, isUp, isWell } from "../fleet/state/phases.js";
import type { Settings } from "../policies/merge-settings.js";
import { beginReplication } from "../simulation/simulate.js";
import type { FoundBreach } from "../simulation/folds.js";
import type { Run } from "../simulation/run.js";
import type { Time } from "../support/time.js";
import { durationOf } from "./deadlines.js";
import { decoded, type Subject } from "./subject.js";

/** Something that a test has done to a fleet, and when. */
type Deed =
  | { readonly kind: "halt" | "resume"; readonly at: Time; readonly version: string }
  | { readonly kind: "data" };

/**
 * A fleet that a test drives step by step: it is advanced, struck, given releases, halted, looked at and forked.
 *
 * What is added to the world (a fault, a release) makes a new run of the whole story up to now: luck is keyed, so that everything
 * before it happens again exactly as it did.
 */
export class FleetUnderTest {
  readonly #policy: string;
  readonly #replication: number;
  #data: Settings;
  #run: Run;
  #now: Time = 0;
  readonly #deeds: Deed[] = [];

  /** @param replication whose luck the world has: 0, 1, 2, … */
  constructor({ data, policy }: Pick<Subject, "data" | "policy">, replication = 0) {
    this.#data = data;
    this.#policy = policy;
    this.#replication = replication;
    this.#run = this.#begin();
  }

  /** Time since the start [ms]. */
  get now(): Time {
    return this.#now;
  }

  /** The horizon: a fleet cannot be advanced beyond it [ms]. */
  get horizon(): Time {
    return this.#run.world.model.horizon;
  }

  /** The scenario as a file would write it, with everything that was added. */
  get data(): Settings {
    return this.#data;
  }

  /** Lets time go by, such as `90m`; stops at the horizon. @throws Error where it is no duration. */
  advance(time: string): this {
    this.#now = Math.min(this.horizon, this.#now + durationOf(time));
    this.#run.advance(this.#now);
    return this;
  }

  /** A fault begins now: an entry of `faults` of a scenario without `from`. @throws Error with what is wrong with it. */
  strike(fault: Settings): this {
    return this.#extend("faults", { ...fault, from: this.#clock() });
  }

  /** A release appears on a channel now, `stable` by default. @throws Error with what is wrong with it. */
  publish(
    version: string,
    { channel = "stable", ...more }: { readonly channel?: string } & Settings = {},
  ): this {
    const release = { version, payload: "100MB", ...more, channels: { [channel]: this.#clock() } };
    return this.#extend("releases", release);
  }

  /** Every group stops being offered a release, whatever the policy thinks of it. */
  halt(version: string): this {
    return this.#order("halt", version);
  }

  /** Every group is offered it again. */
  resume(version: string): this {
    return this.#order("resume", version);
  }

  /** A second fleet that goes on from here by itself. */
  fork(): FleetUnderTest {
    const copy = new FleetUnderTest({ data: this.#data, policy: this.#policy }, this.#replication);
    copy.#deeds.push(...this.#deeds);
    copy.#now = this.#now;
    copy.#run = this.#run.fork();
    return copy;
  }

  /** The phase of a host in words, as `serving` or `under-repair`. */
  phaseOf(host: number): string {
    return hostPhaseNames[this.#run.world.state.hosts.phase[host]!]!;
  }

  /** The version that a host runs whole; undefined while it is the one before all releases. */
  versionOf(host: number): string | undefined {
    const { model, state } = this.#run.world;
    return model.releases[state.hosts.release[host]!]?.version;
  }

  /** Hosts of the fleet, those that are up, and those of them that are well [hosts]. */
  count(): { readonly hosts: number; readonly up: number; readonly well: number } {
    const phases = [...this.#run.world.state.hosts.phase] as HostPhase[];
    return {
      hosts: phases.length,
      up: phases.filter((phase) => isUp(phase)).length,
      well: phases.filter((phase) => isWell(phase)).length,
    };
  }

  /** Hosts that run a version [hosts]. */
  running(version: string): number {
    const { hosts } = this.count();
    return Array.from({ length: hosts }, (_, host) => this.versionOf(host)).filter(
      (one) => one === version,
    ).length;
  }

  /** Hosts that hold a reboot lock [hosts]. */
  lockHolders(): number {
    return this.#run.world.state.locks.reduce((sum, { holders }) => sum + holders, 0);
  }

  /** Invariants that are broken so far, and would be if the run ended here. */
  breaches(): readonly FoundBreach[] {
    return this.#run.fork().finish().breaches;
  }

  #clock(): string {
    return `${this.#now}ms`;
  }

  #begin(): Run {
    const { scenario } = decoded(this.#data);
    return beginReplication(scenario, { policy: this.#policy, replication: this.#replication });
  }

  #extend(list: "faults" | "releases", entry: Settings): this {
    const before = this.#data;
    const entries = Array.isArray(before[list]) ? (before[list] as readonly Settings[]) : [];
    this.#data = { ...before, [list]: [...entries, entry] };
    try {
      this.#run = this.#begin();
    } catch (error) {
      this.#data = before;
      throw error;
    }
    for (const deed of this.#deeds) if (deed.kind !== "data") this.#do(deed);
    this.#run.advance(this.#now);
    return this;
  }

  #order(kind: "halt" | "resume", version: string): this {
    const deed = { kind, at: this.#now, version } as const;
    this.#do(deed);
    this.#deeds.push(deed);
    return this;
  }

  #do({ kind, at, version }: Exclude<Deed, { kind: "data" }>): void {
    const { world } = this.#run;
    this.#run.advance(at);
    const release = world.model.releases.findIndex((one) => one.version === version);
    if (release < 0) throw new Error(`expected a release of the fleet, got "${version}"`);
    for (const group of world.model.groups.keys()) applyCommand(world, { kind, group, release });
  }
}
