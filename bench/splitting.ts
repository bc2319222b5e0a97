import { estimateRare } from "../src/experiment/splitting/estimate.js";
import { crashingFleet, shareThatGoesDown } from "./crashing-fleet.js";
import type { BenchResult } from "./result.js";

/** Repeats of the whole estimate. */
const REPEATS = 200;
const FLEET = { hosts: 10, up: 100, boot: 1, horizon: 10 };
const DOWN = 5;

/** How often the interval of a rare event holds its probability, and what plain runs would take. */
export async function splitting(): Promise<BenchResult> {
  const known = shareThatGoesDown(FLEET, DOWN);
  let [covered, sum, ratio] = [0, 0, 0];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const scenario = crashingFleet(FLEET, `splitting-${repeat}`);
    const { probability, interval, events, crudeEvents } = await estimateRare(
      { scenario, policy: "plain", event: { kind: "hosts-down", atLeast: DOWN } },
      { runs: 100, repeats: 20 },
      { workers: 1 },
    );
    if (interval.low <= known && known <= interval.high) covered += 1;
    sum += probability;
    ratio += (crudeEvents ?? 0) / events;
  }
  return {
    subject: "splitting",
    about: "A rare event of known probability, estimated again and again by multilevel splitting.",
    rows: [
      {
        name: `${DOWN} of ${FLEET.hosts} hosts down within ${FLEET.horizon} h`,
        figures: {
          "known p": known,
          "mean estimate": sum / REPEATS,
          "covered %": (100 * covered) / REPEATS,
          "times fewer events": ratio / REPEATS,
        },
      },
    ],
  };
}
