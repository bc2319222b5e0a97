import { isTrain, listedReleases, type Release } from "../../scenario/release-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { FoundBreach } from "../../simulation/folds.js";
import { simulateWithPauses } from "../../simulation/simulate.js";
import { SERIES_BINS } from "../../metrics/metric.js";
import { steadyState, type SteadyState } from "../../stats/steady-state.js";
import type { Time } from "../../support/time.js";
import type { Pause } from "../threads/pause.js";

/**
 * What a policy comes to in the long run: one run of an endless release train, without its warm-up. The fleet of the first weeks is
 * not the one of later: hosts are out of step, some have fallen behind, crews have work left over.
 */

/** What is asked. */
export interface SteadyQuestion {
  readonly policy: string;
  /** The releases of the scenario come again and again so long after one another [ms]; undefined: they come once. */
  readonly every: Time | undefined;
  /** [ms] */
  readonly horizon: Time;
}

/** The long-run mean of one series. */
export interface LongRun {
  /** `serving`, `locks-held`, … */
  readonly series: string;
  /** Null where the run never settles or is too short to tell. */
  readonly steady: SteadyState | null;
  /** From the start to where the steady state is taken to begin [ms]; 0 where there is none. */
  readonly warmUp: Time;
  /** Mean of the whole run, warm-up included. */
  readonly whole: number;
}

/** The answer for one policy. */
export interface LongRuns {
  readonly policy: string;
  readonly horizon: Time;
  /** In the order of the alphabet. */
  readonly series: readonly LongRun[];
  /** Invariants that did not hold, and what was wrong. */
  readonly breaches: readonly FoundBreach[];
}

/** Series that are values at the ends of their bins and go with the last release alone: no average of them means anything. */
const NO_AVERAGES = new Set(["adoption"]);

/** Does one long run and takes its means. @throws what a pause throws. */
export async function longRun(
  scenario: Scenario,
  question: SteadyQuestion,
  pause: Pause,
): Promise<LongRuns> {
  const { policy, horizon } = question;
  const { values, breaches } = await simulateWithPauses(
    endless(scenario, question),
    { policy, replication: 0 },
    pause,
  );
  const series = Object.entries(values.series ?? {})
    .filter(([name]) => !NO_AVERAGES.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bins]): LongRun => {
      const observed = [...bins];
      const steady = steadyState(observed);
      return {
        series: name,
        steady,
        warmUp: steady === null ? 0 : (steady.warmUp * horizon) / SERIES_BINS,
        whole: observed.reduce((sum, one) => sum + one, 0) / observed.length,
      };
    });
  return { policy, horizon, series, breaches };
}

/**
 * The scenario with its listed releases again and again, as newer versions with defects of their own, to the end of a long run. Its
 * trains go on by themselves.
 */
export function endless(
  scenario: Scenario,
  { every, horizon }: Pick<SteadyQuestion, "every" | "horizon">,
): Scenario {
  if (every === undefined) return { ...scenario, horizon };
  const trains = Math.max(1, Math.ceil(horizon / every));
  const releases = Array.from({ length: trains }, (_, train) =>
    listedReleases(scenario.releases).map((release) => later(release, train, train * every)),
  );
  return {
    ...scenario,
    horizon,
    releases: [...releases.flat(), ...scenario.releases.filter(isTrain)],
  };
}

function later(release: Release, train: number, by: Time): Release {
  if (train === 0) return release;
  const named = (version: string) => `${version} (${train + 1})`;
  const channels = Object.entries(release.channels).map(
    ([channel, at]) => [channel, at === undefined ? undefined : at + by] as const,
  );
  return {
    ...release,
    version: named(release.version),
    channels: Object.fromEntries(channels),
    // A shared name is shared luck, and each train is to have its own.
    defects: release.defects.map((defect) =>
      defect.name === undefined ? defect : { ...defect, name: named(defect.name) },
    ),
    ...(release.fix && { fix: { ...release.fix, version: named(release.fix.version) } }),
  };
}
