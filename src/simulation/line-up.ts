/** The releases of one replication from the oldest to the newest: those of the list, and those that trains bring. */
import type { SeedKey } from "../random/draw.js";
import { isTrain, type Release } from "../scenario/release-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import { drawTrain, trainLuck } from "./train.js";
import type { Time } from "../support/time.js";

/** A release in its place. */
export interface LinedUp {
  readonly release: Release;
  /** Names its luck; the number after it that of its fix. */
  readonly key: number;
  /** Whether it is of a train. */
  readonly isDrawn: boolean;
}

interface Waiting extends LinedUp {
  readonly at: Time;
}

/**
 * Lines the releases of a replication up. Those of the list keep the order of the list and those of a train that of their
 * numbers; among each other what appears first is older, and of what appears at one moment the entry that stands first.
 */
export function lineUp(
  { releases, horizon }: Pick<Scenario, "releases" | "horizon">,
  luck: { readonly key: SeedKey; readonly replication: number },
): readonly LinedUp[] {
  const listed = listedOf(releases);
  const trains = releases.filter(isTrain);
  if (trains.length === 0) return listed;
  const drawn = trainLuck(luck.key, luck.replication);
  const lines = trains.map(({ train }) =>
    drawTrain(train, drawn, horizon).map(({ release, at, key }): Waiting => ({
      release,
      key,
      isDrawn: true,
      at,
    })),
  );
  return merged([listed, ...lines]);
}

/** The releases of the list. A later one is newer whatever its dates, so it comes no earlier than those before it. */
function listedOf(releases: Scenario["releases"]): Waiting[] {
  let key = 0;
  let at = 0;
  return releases.flatMap((entry): Waiting[] => {
    if (isTrain(entry)) return [];
    const dates = Object.values(entry.channels).filter((date) => date !== undefined);
    if (dates.length > 0) at = Math.max(at, Math.min(...dates));
    const one = { release: entry, key, isDrawn: false, at };
    key += entry.fix === undefined ? 1 : 2;
    return [one];
  });
}

/** One line out of several, each of which is in the order of time. */
function merged(lines: readonly (readonly Waiting[])[]): Waiting[] {
  return lines
    .flatMap((line, place) => line.map((one, index) => ({ one, place, index })))
    .toSorted((a, b) => a.one.at - b.one.at || a.place - b.place || a.index - b.index)
    .map(({ one }) => one);
}
