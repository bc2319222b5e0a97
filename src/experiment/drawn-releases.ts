import { seedKey } from "../random/draw.js";
import { isTrain } from "../scenario/release-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import { lineUp } from "../simulation/line-up.js";
import type { DrawnReleases } from "./comparison.js";

/**
 * How many releases trains brought in each replication, and how many of them were bad.
 *
 * @returns undefined where the scenario has no train.
 */
export function drawnReleases(scenario: Scenario, replications: number): DrawnReleases | undefined {
  if (!scenario.releases.some(isTrain)) return undefined;
  const key = seedKey(scenario.seed);
  const drawn = Array.from({ length: replications }, (_, replication) =>
    lineUp(scenario, { key, replication }).filter(({ isDrawn }) => isDrawn),
  );
  const isBad = ({ release }: (typeof drawn)[number][number]) =>
    release.defects.some(({ probability }) => probability > 0);
  return {
    released: drawn.map((line) => line.length),
    bad: drawn.map((line) => line.filter(isBad).length),
  };
}
