import type { Scenario } from "../src/scenario/scenario.js";
import { policyUnderTest } from "../src/testing/index.js";

/** A fleet of which the probability of many hosts being down at once is known. */

/** Hosts that crash by themselves and take an exponential time to boot: each is down or up whatever the others are. */
export interface CrashingFleet {
  readonly hosts: number;
  /** Mean time from one crash of a host to the next [h]. */
  readonly up: number;
  /** Mean time of a boot [h]. */
  readonly boot: number;
  /** [h] */
  readonly horizon: number;
}

/** The fleet as a scenario. @param more faults besides the crashes. */
export function crashingFleet(
  { hosts, up, boot, horizon }: CrashingFleet,
  seed: string,
  more: readonly object[] = [],
): Scenario {
  const instant = { shutdown: "0s", firmware: "0s", loader: "0s", userland: "0s", runtime: "0s" };
  return policyUnderTest({
    apiVersion: "shakedown/v1",
    name: "crashing",
    seed,
    horizon: `${horizon}h`,
    fleet: {
      groups: [
        {
          name: "web",
          hosts,
          boot: { ...instant, kernel: { dist: "exponential", mean: `${boot}h` } },
        },
      ],
    },
    services: [],
    releases: [],
    faults: [{ kind: "host-crash", rate: { every: `${up}h` } }, ...more],
    policies: { plain: { preset: "coreos-immediate" } },
  }).scenario;
}

/**
 * Probability that so many hosts are down at one time before the end: a birth-death chain that is stopped there, by uniformisation.
 *
 * @see Jensen, Skandinavisk Aktuarietidskrift 36 (1953)
 */
export function shareThatGoesDown(
  { hosts, up, boot, horizon }: CrashingFleet,
  down: number,
): number {
  const rate = hosts / up + hosts / boot;
  const mean = rate * horizon;
  let state: Float64Array = new Float64Array(down + 1);
  state[0] = 1;
  let weight = Math.exp(-mean);
  let answer = weight * state[down]!;
  for (let step = 1; step < mean + 20 * Math.sqrt(mean) + 50; step++) {
    state = jump(
      state,
      (n) => (hosts - n) / up / rate,
      (n) => n / boot / rate,
    );
    weight *= mean / step;
    answer += weight * state[down]!;
  }
  return answer;
}

/** One jump of the chain; it stays in its last state for ever. */
function jump(
  state: Float64Array,
  fails: (down: number) => number,
  boots: (down: number) => number,
): Float64Array {
  const next = new Float64Array(state.length);
  const last = state.length - 1;
  for (let down = 0; down < last; down++) {
    next[down]! += state[down]! * (1 - fails(down) - boots(down));
    next[down + 1]! += state[down]! * fails(down);
    if (down > 0) next[down - 1]! += state[down]! * boots(down);
  }
  next[last]! += state[last]!;
  return next;
}
