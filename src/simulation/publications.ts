/**
 * Upstream, the same for every policy: releases travel their channels, those who test there run into defects and report
 * them, and with reports enough upstream withdraws the release everywhere and brings a fixed one.
 */
import type { DefectModel, Publication } from "../fleet/state/model.js";
import { type SeedKey, type Stream, stream, uniform } from "../random/draw.js";
import { Purpose } from "../random/purposes.js";
import type { Variate } from "../random/variate.js";
import { NEVER, type Time } from "../support/time.js";

/** Those who follow a channel outside the fleet. */
export interface TesterModel {
  /** [hosts] */
  readonly testers: number;
  /** From publication until a tester has updated [ms]. */
  readonly updateWithin: Variate;
  /** Containers on a tester's host [containers]. */
  readonly containers: number;
  /** Reports until upstream acts [reports], at least 1. */
  readonly reports: number;
  /** From the last report needed to the withdrawal [ms]. */
  readonly reaction: Variate;
  /** Share of testers in each cohort, in the order of `Model.cohorts`; sums to 1. */
  readonly cohortShares: readonly number[];
}

/** A release as upstream deals with it. */
export interface UpstreamRelease {
  /** Index in `Model.releases`. */
  readonly release: number;
  /** Names its luck. */
  readonly key: number;
  /** When it is to appear on each channel, in the order of `Model.channels`; undefined: not there. */
  readonly offsets: readonly (Time | undefined)[];
  /** Those that testers report. */
  readonly defects: readonly DefectModel[];
  /** The release that replaces it, and how long after the withdrawal. */
  readonly fix: { readonly release: number; readonly after: Variate } | undefined;
}

/** All of upstream. */
export interface Upstream {
  /** In the order of `Model.channels`. */
  readonly channels: readonly TesterModel[];
  readonly releases: readonly UpstreamRelease[];
}

/** Testers of one channel have keys apart from those of another. */
const TESTERS = 1_048_576;
/** Draws of one tester come in blocks by what they are for; defects and releases number the draws inside. */
const BLOCK = 67_108_864;
/** Distinct defects that can be drawn for at one release. */
const DEFECTS = 1_024;

/** The luck of upstream in one replication. */
interface UpstreamLuck {
  readonly tester: Stream;
  readonly reaction: Stream;
}

/** What is published and withdrawn before the end of a run, in the order of time. */
export function publish(
  upstream: Upstream,
  luck: { readonly key: SeedKey; readonly replication: number },
  horizon: Time,
): Publication[] {
  const streams: UpstreamLuck = {
    tester: stream(luck.key, Purpose.Tester, luck.replication),
    reaction: stream(luck.key, Purpose.UpstreamReaction, luck.replication),
  };
  return upstream.releases
    .flatMap((release) => timelineOf(release, upstream.channels, streams))
    .filter(({ at }) => at < horizon)
    .toSorted((a, b) => a.at - b.at || a.release - b.release || a.channel - b.channel);
}

/** The life of one release, and of its fix. */
function timelineOf(
  { release, key, offsets, defects, fix }: UpstreamRelease,
  channels: readonly TesterModel[],
  luck: UpstreamLuck,
): Publication[] {
  const withdrawal =
    defects.length === 0
      ? NEVER
      : offsets.reduce<Time>((earliest, at, channel) => {
          if (at === undefined) return earliest;
          return Math.min(
            earliest,
            reactionOf(channels[channel]!, { channel, key, at, defects }, luck),
          );
        }, NEVER);
  const reached = offsets.flatMap((at, channel) =>
    at !== undefined && at < withdrawal ? [{ at, channel }] : [],
  );
  const published = reached.map(({ at, channel }) => event("published", at, release, channel));
  if (withdrawal === NEVER) return published;
  const withdrawn = reached.map(({ channel }) => event("withdrawn", withdrawal, release, channel));
  const fixed = fix === undefined ? [] : fixesOf(fix, { withdrawal, reached, key }, luck);
  return [...published, ...withdrawn, ...fixed];
}

function fixesOf(
  fix: NonNullable<UpstreamRelease["fix"]>,
  bad: { withdrawal: Time; reached: readonly { channel: number }[]; key: number },
  luck: UpstreamLuck,
): Publication[] {
  // One fix for all channels; its draw is of the entity after those of the reactions on single channels.
  const u = uniform(luck.reaction, TESTERS, bad.key);
  const at = bad.withdrawal + Math.round(fix.after.at(u));
  return bad.reached.map(({ channel }) => event("published", at, fix.release, channel));
}

function event(kind: Publication["kind"], at: Time, release: number, channel: number): Publication {
  return { at, release, channel, kind };
}

/** A release on a channel. */
interface Trial {
  readonly channel: number;
  /** Names the luck of the release. */
  readonly key: number;
  readonly at: Time;
  readonly defects: readonly DefectModel[];
}

/** When the testers of one channel would make upstream withdraw a release; `NEVER` when too few of them meet a defect. */
function reactionOf(channel: TesterModel, trial: Trial, luck: UpstreamLuck): Time {
  const reports: Time[] = [];
  for (let tester = 0; tester < channel.testers; tester++) {
    const report = reportOf(channel, trial, tester, luck.tester);
    if (report !== NEVER) reports.push(report);
  }
  if (reports.length < channel.reports) return NEVER;
  const last = reports.toSorted((a, b) => a - b)[channel.reports - 1]!;
  const u = uniform(luck.reaction, trial.channel, trial.key);
  return last + Math.round(channel.reaction.at(u));
}

/** When a tester reports the first defect it meets; `NEVER` when it meets none. */
function reportOf(channel: TesterModel, trial: Trial, tester: number, luck: Stream): Time {
  const entity = trial.channel * TESTERS + tester;
  const cohort = cohortOf(channel.cohortShares, uniform(luck, entity, 0));
  let first = NEVER;
  for (const defect of trial.defects) {
    if (!concerns(defect, channel, cohort)) continue;
    const chance = chanceOf(defect, trial);
    if (uniform(luck, entity, 2 * BLOCK + chance) >= probabilityOf(defect, channel)) continue;
    const delay = defect.after.at(uniform(luck, entity, 3 * BLOCK + chance));
    first = Math.min(first, delay);
  }
  if (first === NEVER) return NEVER;
  const update = channel.updateWithin.at(uniform(luck, entity, BLOCK + (trial.key % BLOCK)));
  return trial.at + Math.round(update) + Math.round(first);
}

/** Chances of defects of trains come behind those of listed releases. */
const TRAIN_CHANCES = BLOCK / 2;

/**
 * The chance that a tester takes of a defect. The same defect in a later release is the same luck where it is the host's, and new
 * luck where it is the boot's; one of a train is in no other release.
 */
function chanceOf({ key, per }: DefectModel, trial: Trial): number {
  if (key >= DEFECTS) return TRAIN_CHANCES + (key % TRAIN_CHANCES);
  return key + DEFECTS * (per === "host" ? 0 : trial.key + 1);
}

/** Whether a defect can hit a tester. Testers are in no group of the fleet, and run what the defect needs. */
function concerns(defect: DefectModel, channel: TesterModel, cohort: number): boolean {
  return (
    defect.groups.length === 0 &&
    channel.containers >= defect.minContainers &&
    (defect.cohorts.length === 0 || defect.cohorts.includes(cohort))
  );
}

/** Probability that a defect hits a tester that has updated: at its one boot, or at any of its containers' starts. */
function probabilityOf({ per, probability }: DefectModel, { containers }: TesterModel): number {
  if (per !== "container-start") return probability;
  return 1 - integerPower(1 - probability, containers);
}

/** A power by repeated squaring: multiplication is the same on every machine, `Math.pow` is not. */
export function integerPower(base: number, exponent: number): number {
  let power = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}

function cohortOf(shares: readonly number[], u: number): number {
  let below = 0;
  for (const [cohort, share] of shares.entries()) {
    below += share;
    if (u < below) return cohort;
  }
  return shares.length - 1;
}
