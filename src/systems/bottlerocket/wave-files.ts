import { DAY, HOUR, MINUTE } from "../../support/time.js";
import type { Wave } from "./waves.js";

/**
 * The wave files that come with Bottlerocket.
 *
 * @see bottlerocket-os/bottlerocket-core-kit sources/updater/waves/*.toml
 */

/** A normal deployment, over 6 days. */
export const DEFAULT_WAVES: readonly Wave[] = [
  { start: HOUR, percent: 1 },
  { start: 4 * HOUR, percent: 5 },
  { start: DAY, percent: 15 },
  { start: 2 * DAY, percent: 40 },
  { start: 4 * DAY, percent: 60 },
  { start: 5 * DAY, percent: 90 },
  { start: 6 * DAY, percent: 100 },
];

/** By the name of the file. */
export const waveFiles = {
  default: DEFAULT_WAVES,
  accelerated: [
    { start: HOUR, percent: 3 },
    { start: 4 * HOUR, percent: 12 },
    { start: 8 * HOUR, percent: 40 },
    { start: 16 * HOUR, percent: 80 },
    { start: DAY, percent: 100 },
  ],
  ohno: [
    { start: 30 * MINUTE, percent: 5 },
    { start: HOUR, percent: 25 },
    { start: 2 * HOUR, percent: 50 },
    { start: 150 * MINUTE, percent: 90 },
    { start: 3 * HOUR, percent: 100 },
  ],
  "slow-roll": [
    { start: HOUR, percent: 1 },
    { start: DAY, percent: 5 },
    { start: 3 * DAY, percent: 15 },
    { start: 7 * DAY, percent: 40 },
    { start: 9 * DAY, percent: 60 },
    { start: 12 * DAY, percent: 90 },
    { start: 13 * DAY, percent: 100 },
  ],
} as const satisfies Record<string, readonly Wave[]>;
