/**
 * The releases of a train in one replication: when each appears, whether it is bad, and what is wrong with it then. Every draw has
 * the train and the number of the release for its key, so that neither policies nor other releases have a say in it.
 */
import { type SeedKey, type Stream, stream, uniform } from "../random/draw.js";
import type { DistributionConfig } from "../random/distribution.js";
import { Purpose } from "../random/purposes.js";
import { variateOf } from "../random/variate-of.js";
import type { Release } from "../scenario/release-schema.js";
import type { Train } from "../scenario/train-schema.js";
import { isRegular, mostReleases, trainVersion } from "../scenario/train-versions.js";
import type { Time } from "../support/time.js";

/** A release of a train, drawn. */
export interface DrawnRelease {
  readonly release: Release;
  /** When it appears, before any of its channels [ms]. */
  readonly at: Time;
  /** Names its luck, and the number after it that of its fix; beyond the keys of listed releases, [4096..2^31). */
  readonly key: number;
}

/** The luck of all trains in one replication. */
interface TrainLuck {
  readonly times: Stream;
  readonly bad: Stream;
  readonly defects: Stream;
  readonly figures: Stream;
}

/** The luck of the trains of a replication. Make it once for all of them. */
export function trainLuck(key: SeedKey, replication: number): TrainLuck {
  return {
    times: stream(key, Purpose.TrainTimes, replication),
    bad: stream(key, Purpose.TrainBad, replication),
    defects: stream(key, Purpose.TrainDefects, replication),
    figures: stream(key, Purpose.TrainFigures, replication),
  };
}

/** Draws of one release and purpose come in blocks by what they are for. */
const BLOCK = 8_192;

/** Draws the releases of a train that appear before the end of a run, in order. */
export function drawTrain(train: Train, luck: TrainLuck, horizon: Time): DrawnRelease[] {
  const end = Math.min(horizon, train.until ?? horizon);
  const most = mostReleases(train, horizon);
  const every = variateOf(train.every);
  const entity = hashOf(train.version);
  const wait = (nth: number): Time => Math.round(every.at(uniform(luck.times, entity, nth)));
  const drawn: DrawnRelease[] = [];
  let due = isRegular(train) ? train.from : train.from + wait(0);
  let last = 0;
  for (let nth = 0; nth < most; nth++) {
    const late = Math.floor(train.jitter * uniform(luck.times, entity, BLOCK + nth));
    // A late release holds the next one up: they appear in their order.
    const at = Math.max(last, due + late);
    if (at >= end) break;
    drawn.push({
      release: drawRelease({ train, entity, nth, at }, luck),
      at,
      key: LISTED + ((entity + 2 * nth) % (KEYS - LISTED)),
    });
    last = at;
    due = isRegular(train) ? train.from + (nth + 1) * every.mean : due + wait(nth + 1);
  }
  return drawn;
}

/** Keys of luck, and those that releases of the list have. */
const KEYS = 2_147_483_646;
const LISTED = 4_096;

/** One release of a train. */
interface Run {
  readonly train: Train;
  readonly entity: number;
  /** From 0. */
  readonly nth: number;
  readonly at: Time;
}

function drawRelease({ train, entity, nth, at }: Run, luck: TrainLuck): Release {
  const number = train.first + nth;
  const defects = defectsOf({ train, entity, nth, at }, luck);
  const { delta, deltaFailure, installFailure, barrier, deadEnd, security, rollbackIndex } = train;
  // The luck of each channel goes by its place in the alphabet: the order of keys in a file means nothing.
  const channels = Object.keys(train.channels)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((channel, index) => {
      const delay = train.channels[channel];
      if (delay === undefined) return [channel, undefined] as const;
      const u = uniform(luck.figures, entity, (1 + index) * BLOCK + nth);
      return [channel, at + Math.round(valueOf(delay, u))] as const;
    });
  return {
    version: trainVersion(train.version, number),
    payload: Math.round(valueOf(train.payload, uniform(luck.figures, entity, nth))),
    channels: Object.fromEntries(channels),
    packages: train.packages,
    for: train.for,
    delta,
    deltaFailure,
    installFailure,
    barrier,
    deadEnd,
    security,
    rollbackIndex,
    defects,
    fix:
      train.fix === undefined || defects.length === 0
        ? undefined
        : { after: train.fix.after, version: trainVersion(train.fix.version, number) },
  };
}

/** What is wrong with a release: most often nothing, else one defect of the list, or two different ones. */
function defectsOf({ train, entity, nth }: Run, luck: TrainLuck): Release["defects"] {
  if (uniform(luck.bad, entity, nth) >= train.bad) return [];
  const chosen = [pick(train.defects, uniform(luck.defects, entity, nth))];
  if (uniform(luck.bad, entity, BLOCK + nth) < train.second) {
    const others = train.defects.filter((one) => one !== chosen[0]);
    if (others.length > 0) chosen.push(pick(others, uniform(luck.defects, entity, BLOCK + nth)));
  }
  return chosen.map(({ probability, ...one }, which) => ({
    ...one,
    probability: valueOf(probability, uniform(luck.defects, entity, (2 + which) * BLOCK + nth)),
  }));
}

/** One of several by their shares, which need not sum to 1. */
function pick<T extends { readonly share: number }>(among: readonly T[], u: number): T {
  const sum = among.reduce((total, { share }) => total + share, 0);
  let below = 0;
  for (const one of among) {
    below += one.share;
    if (u * sum < below) return one;
  }
  return among.at(-1)!;
}

function valueOf(config: DistributionConfig, u: number): number {
  return config.dist === "constant" ? config.value : variateOf(config).at(u);
}

/** A number for a text, [0..2^31): FNV-1a, whose figures are those of the IETF draft draft-eastlake-fnv. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 1;
}
