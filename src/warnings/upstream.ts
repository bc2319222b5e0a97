import type { Path } from "../scenario/read-yaml.js";
import { isTrain, type Release } from "../scenario/release-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Time } from "../support/time.js";

/** Who may find what is wrong with a release before or while the fleet takes it: the testers of its channels. */

export type { Release };
export type Defect = Release["defects"][number];
type Channel = Scenario["channels"][string];

/** The releases that a scenario lists, with their places in it; those of trains are not known before they are drawn. */
export function listedReleases({
  releases,
}: Scenario): readonly { readonly release: Release; readonly index: number }[] {
  return releases.flatMap((release, index) => (isTrain(release) ? [] : [{ release, index }]));
}

/** When the first release appears on a channel, or on any [ms]; the end of the run where none does. */
export function firstRelease(channel: string | undefined, scenario: Scenario): Time {
  const times = listedReleases(scenario).flatMap(({ release }) =>
    Object.entries(release.channels).flatMap(([name, at]) =>
      at !== undefined && (channel === undefined || channel === name) ? [at] : [],
    ),
  );
  // A train comes no earlier than this.
  const trains = scenario.releases
    .filter(isTrain)
    .flatMap(({ train }) =>
      Object.entries(train.channels).flatMap(([name, delay]) =>
        delay !== undefined && (channel === undefined || channel === name) ? [train.from] : [],
      ),
    );
  return Math.min(scenario.horizon, ...times, ...trains);
}

/** A channel that a release appears on before the run ends. */
export interface Reached {
  readonly name: string;
  readonly at: Time;
  /** Undefined where the scenario says nothing of it: nobody tests there. */
  readonly channel: Channel | undefined;
}

/** The channels that a release appears on before the end of the run, the earliest first. */
export function channelsOf({ channels }: Release, { horizon, channels: known }: Scenario) {
  return Object.entries(channels)
    .flatMap(([name, at]): Reached[] =>
      at !== undefined && at < horizon ? [{ name, at, channel: known[name] }] : [],
    )
    .toSorted((a, b) => a.at - b.at);
}

/** Why the testers of a channel never meet a defect, however many they are; undefined where they may. */
export function unmetBecause(
  defect: Defect,
  { packages }: Pick<Release, "packages">,
  channel: Channel,
): string | undefined {
  const { component } = defect;
  if (packages !== undefined && !packages.includes(component)) {
    return `it is of the ${component}, which the release does not bring`;
  }
  if (!defect.detectable) return "it is not detectable";
  if (defect.probability === 0) return "its probability is 0";
  if (defect.groups !== undefined) return "it is limited to groups, and testers are in none";
  if (channel.containers < defect.minContainers) {
    return `it needs ${defect.minContainers} containers, and a tester has ${channel.containers}`;
  }
  const { cohorts } = defect;
  if (cohorts === undefined) return undefined;
  const named = Object.values(channel.cohorts).reduce((sum, share) => sum + share, 0);
  const has = (cohort: string) =>
    cohort === "standard" ? named < 1 - 1e-9 : (channel.cohorts[cohort] ?? 0) > 0;
  if (cohorts.some(has)) return undefined;
  return `it is limited to ${cohorts.join(", ")}, of which no tester is`;
}

/** Testers of a channel that a defect hits, expected. */
export function expectedReports(release: Release, channel: Channel): number {
  const missed = release.defects
    .filter((defect) => unmetBecause(defect, release, channel) === undefined)
    .reduce((product, defect) => product * (1 - chanceOf(defect, channel)), 1);
  return channel.testers * (1 - missed);
}

function chanceOf({ cohorts, per, probability }: Defect, channel: Channel): number {
  const named = Object.values(channel.cohorts).reduce((sum, share) => sum + share, 0);
  const share =
    cohorts === undefined
      ? 1
      : cohorts.reduce(
          (sum, one) => sum + (one === "standard" ? 1 - named : (channel.cohorts[one] ?? 0)),
          0,
        );
  const hit = per === "container-start" ? 1 - (1 - probability) ** channel.containers : probability;
  return share * hit;
}

/** Where the releases of a scenario stand. */
export function releasePath(index: number, ...rest: Path): Path {
  return ["releases", index, ...rest];
}
