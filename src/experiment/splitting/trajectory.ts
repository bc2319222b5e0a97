import { type FaultEntry, planOf } from "../../faults/index.js";
import type { FaultSite } from "../../faults/fault.js";
import type { Effect } from "../../fleet/effects/effects.js";
import { forkWorld, replanFaults } from "../../fleet/state/fork.js";
import { handle } from "../../fleet/dispatch.js";
import type { Model } from "../../fleet/state/model.js";
import { populate } from "../../fleet/state/populate.js";
import type { Transition } from "../../fleet/state/transitions.js";
import type { World } from "../../fleet/state/world.js";
import type { Scenario } from "../../scenario/scenario.js";
import { buildModel, faultSiteOf, policyOf } from "../../simulation/build-model.js";
import { controllerOf, type Governor, type RunPolicy } from "../../simulation/run.js";
import type { Time } from "../../support/time.js";
import { type RareEvent, stepsOf } from "./rare-event.js";

/** Runs that are stopped when they come near an event, copied there, and go on with other luck. Nothing is measured in them. */

/** A scenario under a policy, and the event. */
export interface Stage {
  readonly scenario: Scenario;
  readonly policy: string;
  readonly event: RareEvent;
}

/** A run that has come as far as it has. */
export interface Trajectory {
  readonly world: World;
  readonly controller: Governor;
  /** Those that are down now. */
  readonly level: { down: number };
  readonly weather: Weather;
}

/** Faults that strike at a rate: what is still to come of them is drawn anew in a copy. */
interface Weather {
  /** Every effect that comes at a rate. */
  readonly effects: ReadonlySet<Effect>;
  /** Draws them from a time on, with other luck. */
  redrawn(seed: string, from: Time): readonly Effect[];
}

/** Begins a run. */
export function begin({ scenario, policy, event }: Stage, replication: number): Trajectory {
  const built = buildModel(scenario, policy, replication);
  const site = faultSiteOf(scenario, built);
  const planned = scenario.faults.flatMap((entry, index) =>
    isWeather(entry) ? [] : planOf(entry, site, index),
  );
  const weather = weatherOf(scenario, built, site);
  const effects = weather.redrawn(scenario.seed, 0);
  const model = {
    ...built,
    faults: [...planned, ...effects].toSorted((a, b) => a.from - b.from),
  };
  const rules: RunPolicy<unknown> = policyOf(scenario, policy);
  const controller = controllerOf(rules, rules.start());
  const level = { down: 0 };
  const world = populate(model, controller, counter(model, event, level));
  return { world, controller, level, weather: { ...weather, effects: new Set(effects) } };
}

/** A copy that goes on with other luck from where the run is. */
export function branch(from: Trajectory, event: RareEvent, seed: string): Trajectory {
  const controller = from.controller.fork();
  const level = { ...from.level };
  const sink = counter(from.world.model, event, level);
  const copy = forkWorld(from.world, controller, sink, seed);
  const { effects } = from.weather;
  const redrawn = from.weather.redrawn(seed, copy.queue.time);
  const world = replanFaults(copy, (pending) =>
    [...pending.filter((effect) => !effects.has(effect)), ...redrawn].toSorted(
      (a, b) => a.from - b.from,
    ),
  );
  return { world, controller, level, weather: { ...from.weather, effects: new Set(redrawn) } };
}

/** Runs on until so many are down, or to the end. @returns events handled; whether they are down is in the level. */
export function advance({ world, level }: Trajectory, down: number): number {
  const { queue, model } = world;
  let events = 0;
  while (level.down < down && queue.popUntil(model.horizon)) {
    handle(world, queue.kind, queue.subject, queue.argument);
    events += 1;
  }
  return events;
}

function counter(model: Model, event: RareEvent, level: { down: number }) {
  const step = stepsOf(model, event);
  return (transition: Transition): void => {
    level.down += step(transition);
  };
}

function isWeather(entry: FaultEntry): boolean {
  return entry["rate"] !== undefined;
}

function weatherOf(scenario: Scenario, model: Model, site: FaultSite): Weather {
  return {
    effects: new Set(),
    redrawn(seed, from) {
      const luck = faultSiteOf(scenario, { ...model, seed });
      // Whom a fault can strike was drawn once; when it does is drawn anew.
      const mixed: FaultSite = {
        ...site,
        draw: (purpose, entity, occurrence) =>
          (purpose === "victim" ? site : luck).draw(purpose, entity, occurrence),
      };
      const entries: readonly FaultEntry[] = scenario.faults;
      return entries.flatMap((entry, index) => {
        if (!isWeather(entry)) return [];
        const begins = Math.max(from, Number(entry["from"] ?? 0));
        return planOf({ ...entry, from: begins }, mixed, index);
      });
    },
  };
}
