import type { Model } from "../src/fleet/state/model.js";
import { startRun, type Run } from "../src/simulation/run.js";
import { median } from "./measure.js";
import type { BenchResult, ResultRow } from "./result.js";
import { CONTAINERS_PER_HOST, rampedRollout, rolloutModel } from "./rollout-model.js";

const ROUNDS = 5;
/** Events handled before any are timed, so that small fleets do not time the compiler. */
const WARM_UP = 1_000_000;

/** Memory in use [bytes]: what is left once collecting garbage frees no more, since buffers are freed some time after their owners. */
function memoryInUse(): number {
  if (globalThis.gc === undefined) throw new Error("fleet-rollout: run with node --expose-gc");
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4; tries++) {
    globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
}

/**
 * One rollout, all metrics and invariants on. Garbage is not collected by force before it: that ages compiled code until the
 * engine throws it away, and then the compiler is what is timed (a factor of ten at 1,000 hosts).
 */
function rollout(model: Model): { readonly events: number; readonly seconds: number } {
  const start = performance.now();
  const { events, breaches } = startRun(model, rampedRollout).finish();
  const seconds = (performance.now() - start) / 1e3;
  if (breaches.length > 0) throw new Error(`fleet-rollout: ${breaches[0]!.message}`);
  return { events, seconds };
}

/** Memory per host and per container of a run in the middle of its rollout. */
function memoryOf(model: Model): { readonly host: number; readonly container: number } {
  const before = memoryInUse();
  const run: Run = startRun(model, rampedRollout);
  run.advance(model.horizon / 4);
  const all = memoryInUse() - before;
  const columns = Object.values(run.world.state.containers);
  const containers = columns.reduce((sum, column) => sum + column.byteLength, 0);
  const { hosts } = run.world.facts;
  return {
    host: (all - containers) / hosts,
    container: containers / (hosts * CONTAINERS_PER_HOST),
  };
}

function row(hosts: number): ResultRow {
  const model = rolloutModel(hosts);
  for (let events = 0; events < WARM_UP;) events += rollout(model).events;
  const memory = memoryOf(model);
  const runs = Array.from({ length: ROUNDS }, () => rollout(model));
  const { events } = runs[0]!;
  const seconds = median(runs.map((run) => run.seconds));
  return {
    name: `${hosts.toLocaleString("en")} hosts`,
    figures: {
      events,
      seconds,
      "M events/s": events / seconds / 1e6,
      "ns/event": (seconds * 1e9) / events,
      "bytes/host": memory.host,
      "bytes/container": memory.container,
    },
  };
}

/** A whole replication, from populating the fleet to the values of its metrics. */
export function fleetRollout(): BenchResult {
  return {
    subject: "fleet-rollout",
    about: `A release ramped over a day, ${CONTAINERS_PER_HOST} containers a host, all metrics and invariants on.`,
    rows: [1_000, 10_000, 100_000].map(row),
  };
}
