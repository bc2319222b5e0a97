import fc from "fast-check";
import type { Settings } from "../policies/merge-settings.js";
import { faultPlans } from "./arbitraries.js";
import type { FleetUnderTest } from "./fleet.js";

/**
 * Model-based testing: sequences of commands that drive a fleet step by step, held against a model that knows only what was
 * ordered. For `fc.modelRun`.
 */

/** What a test expects to be so. */
export interface FleetModel {
  /** Versions published so far, in order. */
  readonly published: string[];
  /** Versions that are halted. */
  readonly halted: Set<string>;
  hours: number;
}

/** A command that drives a fleet. */
export type FleetCommand = fc.Command<FleetModel, FleetUnderTest>;

/** Before the first command: nothing is published. */
export function quietModel(): FleetModel {
  return { published: [], halted: new Set(), hours: 0 };
}

/** What must hold after every command, whatever was ordered. @throws Error with what does not. */
function check(model: FleetModel, fleet: FleetUnderTest): void {
  const [breach] = fleet.breaches();
  if (breach !== undefined) throw new Error(`${breach.invariant}: ${breach.message}`);
  const { hosts, up } = fleet.count();
  if (up > hosts) throw new Error(`${up} of ${hosts} hosts are up`);
  for (let host = 0; host < hosts; host++) {
    const version = fleet.versionOf(host);
    if (version !== undefined && !model.published.includes(version)) {
      throw new Error(`host ${host} runs ${version}, which has not been published`);
    }
  }
}

class Advance implements FleetCommand {
  readonly #hours: number;
  constructor(hours: number) {
    this.#hours = hours;
  }
  check(): boolean {
    return true;
  }
  run(model: FleetModel, fleet: FleetUnderTest): void {
    model.hours += this.#hours;
    fleet.advance(`${this.#hours}h`);
    check(model, fleet);
  }
  toString(): string {
    return `advance ${this.#hours}h`;
  }
}

class Publish implements FleetCommand {
  check(): boolean {
    return true;
  }
  run(model: FleetModel, fleet: FleetUnderTest): void {
    const version = `1.${model.published.length + 1}.0`;
    model.published.push(version);
    fleet.publish(version);
    check(model, fleet);
  }
  toString(): string {
    return "publish";
  }
}

class Strike implements FleetCommand {
  readonly #fault: Settings;
  constructor(fault: Settings) {
    this.#fault = fault;
  }
  check(): boolean {
    return true;
  }
  run(model: FleetModel, fleet: FleetUnderTest): void {
    fleet.strike(this.#fault);
    check(model, fleet);
  }
  toString(): string {
    return `strike ${JSON.stringify(this.#fault)}`;
  }
}

class Halt implements FleetCommand {
  check({ published, halted }: Readonly<FleetModel>): boolean {
    const newest = published.at(-1);
    return newest !== undefined && !halted.has(newest);
  }
  run(model: FleetModel, fleet: FleetUnderTest): void {
    const newest = model.published.at(-1)!;
    model.halted.add(newest);
    fleet.halt(newest);
    check(model, fleet);
  }
  toString(): string {
    return "halt the newest";
  }
}

class Resume implements FleetCommand {
  check({ published, halted }: Readonly<FleetModel>): boolean {
    const newest = published.at(-1);
    return newest !== undefined && halted.has(newest);
  }
  run(model: FleetModel, fleet: FleetUnderTest): void {
    const newest = model.published.at(-1)!;
    model.halted.delete(newest);
    fleet.resume(newest);
    check(model, fleet);
  }
  toString(): string {
    return "resume the newest";
  }
}

/** Sequences of commands for a fleet of so many hosts. */
export function fleetCommands(
  fleet: { readonly hosts: number; readonly zones?: readonly string[] },
  { size = 12 }: { readonly size?: number } = {},
): fc.Arbitrary<Iterable<FleetCommand>> {
  const strikes = faultPlans(fleet, { faults: 1 }).map(([fault]) => {
    const { from: _, ...now } = fault!;
    return new Strike(now);
  });
  return fc.commands(
    [
      fc.integer({ min: 1, max: 12 }).map((hours) => new Advance(hours)),
      fc.constant(new Publish()),
      strikes,
      fc.constant(new Halt()),
      fc.constant(new Resume()),
    ],
    { maxCommands: size },
  );
}
