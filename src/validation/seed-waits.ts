import { rankOf } from "../fleet/update/rank.js";
import type { World } from "../fleet/state/world.js";
import { HOUR, type Time } from "../support/time.js";
import {
  readyAsCoded,
  readyAsDocumented,
  SEEDS,
  type WaveStarts,
} from "../systems/bottlerocket/waves.js";
import { grantTimes } from "./grant-times.js";
import { ms } from "./scene.js";

/** Waves by the seed they start with, 0 first: when they start after a release [h]. */
export type WaveMap = readonly (readonly [seed: number, start: number])[];

/** Whose rule holds: that of the code, or that of its documents. */
type Ramp = "as-coded" | "as-documented";

/** Hosts of a run: enough that every seed is drawn by some. */
const HOSTS = 60_000;
/** From a host's turn to its next check [ms]. */
const CHECK = 1;

/**
 * How long each seed waits, by the rule: seeds 1 to 2048, of which no host ever draws the last.
 *
 * @returns [ms], by seed from 1; to the nanosecond.
 */
export function waitsByRule(waves: WaveMap, ramp: Ramp): readonly number[] {
  const ready = ramp === "as-coded" ? readyAsCoded : readyAsDocumented;
  const starts: WaveStarts = waves.map(([seed, start]) => [seed, start * HOUR]);
  return Array.from({ length: SEEDS }, (_, index) => ready(starts, index + 1));
}

/**
 * Plays a fleet under the offer part `waves` and takes down when the hosts of each seed were let in.
 *
 * @returns [ms], by seed from 1 to 2047.
 * @throws Error where hosts of one seed were let in at different times, or no host drew it.
 */
export function waitsOfFleet(waves: WaveMap, ramp: Ramp): readonly Time[] {
  const worlds: World[] = [];
  const play = grantTimes(
    {
      hosts: HOSTS,
      offer: { kind: "waves", ramp, waves: waves.map((_, index) => waveOf(waves, index)) },
      horizon: waves.at(-1)![1] * HOUR + HOUR,
    },
    ({ world }) => worlds.push(world),
  );
  const granted = play(0);
  const waits = Array.from<Time | undefined>({ length: SEEDS });
  for (const [host, wait] of granted.entries()) {
    const seed = Math.floor(rankOf(worlds[0]!, host, "seed", 0) * SEEDS);
    if (waits[seed] !== undefined && waits[seed] !== wait) {
      throw new Error(`hosts of seed ${seed} were let in at different times`);
    }
    waits[seed] = wait;
  }
  return waits.slice(1).map((wait, index) => {
    if (wait === undefined) throw new Error(`no host drew seed ${index + 1}`);
    return wait - CHECK;
  });
}

/** A wave as a scenario has it. Shares are cut off to whole seeds: half a seed more makes sure that it is the right one. */
function waveOf(waves: WaveMap, index: number) {
  const next = waves[index + 1];
  return {
    startAfter: ms(waves[index]![1] * HOUR),
    fleetPercentage: next === undefined ? 1 : (next[0] + 0.5) / SEEDS,
  };
}
