import { isTrain } from "../../scenario/release-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import { listInWords } from "../../support/list-in-words.js";
import { counted, nextTimeInWords, timeInWords } from "../in-words.js";
import { medianOf } from "../subject.js";
import {
  channelsOf,
  expectedReports,
  type Reached,
  type Release,
  releasePath,
  unmetBecause,
  listedReleases,
} from "../upstream.js";
import type { Finding, Warning } from "../warning.js";

/** A fix that is promised and never comes. */
export const fixNeverPublished: Warning = {
  code: "fix-never-published",
  title: "A fix that is never published",
  why: "A release is withdrawn, and its fix published, once testers of its channels have reported a defect often enough. Without testers (the default), or with testers whom no defect can hit, that never happens; nor does it where reports, reaction and fix together take longer than the run.",
  example: `releases:
  - version: 1.1.0
    payload: 150MB
    channels: { stable: 2d }
    defects: [{ kind: kernel-panic, probability: 10% }]
    fix: { after: 24h, version: 1.1.1 }`,
  mend: "Give a channel of the release testers who can meet the defect: `channels: { stable: { testers: 1000 } }`; or publish the fix as a release of its own.",
  find: ({ scenario }) => [
    ...listedReleases(scenario).flatMap(({ release, index }) => {
      if (release.fix === undefined) return [];
      const reason = reasonOf(release, scenario);
      if (reason === undefined) return [];
      const { found, advice } = reason;
      return [
        {
          path: releasePath(index, "fix"),
          found: `the fix ${release.fix.version} of ${release.version} is never published: ${found}`,
          advice,
        },
      ];
    }),
    ...untestedTrains(scenario),
  ],
};

/** Trains whose fixes nobody's reports bring about. */
function untestedTrains({ releases, channels }: Scenario): readonly Finding[] {
  return releases.flatMap((entry, index): Finding[] => {
    if (!isTrain(entry) || entry.train.fix === undefined) return [];
    const names = Object.keys(entry.train.channels);
    if (names.some((name) => (channels[name]?.testers ?? 0) > 0)) return [];
    return [
      {
        path: releasePath(index, "train", "fix"),
        found: `no fix of this train is ever published: nobody tests on ${listInWords(names)}, so nobody reports what is wrong with a release`,
        advice: `give testers to a channel: channels: { ${names[0] ?? "stable"}: { testers: 1000 } }`,
      },
    ];
  });
}

interface Reason {
  readonly found: string;
  readonly advice: string;
}

function reasonOf(release: Release, scenario: Scenario): Reason | undefined {
  const { version, defects } = release;
  if (defects.length === 0) {
    const found = `${version} has no defects that anybody could report`;
    return { found, advice: "say what is wrong with it under defects, or leave the fix out" };
  }
  const reached = channelsOf(release, scenario);
  if (reached.length === 0) {
    const found = `${version} appears on no channel before the end of the run`;
    return { found, advice: "publish it earlier, or simulate a longer horizon" };
  }
  const tested = reached.filter(({ channel }) => (channel?.testers ?? 0) > 0);
  if (tested.length === 0) {
    const names = listInWords(reached.map(({ name }) => name));
    const found = `nobody tests on ${names}, so nobody reports what is wrong with ${version}`;
    const advice = `give testers to a channel: channels: { ${reached[0]!.name}: { testers: 1000 } }`;
    return { found, advice };
  }
  return unmet(release, tested) ?? tooFew(release, tested) ?? tooLate(release, tested, scenario);
}

function unmet(release: Release, tested: readonly Reached[]): Reason | undefined {
  const { defects } = release;
  const reasons = defects.map((defect) =>
    tested.map(({ channel }) => unmetBecause(defect, release, channel!)),
  );
  if (reasons.some((list) => list.includes(undefined))) return undefined;
  const why = [...new Set(reasons.map(([first]) => first!))];
  const what = defects.length === 1 ? "its defect" : "any of its defects";
  return {
    found: `no tester can meet ${what}: ${listInWords(why)}`,
    advice: "give the testers what the defect needs (cohorts, containers), or let it be detectable",
  };
}

/** Expected reports below which they hardly ever suffice: a Poisson count of this mean reaches 1 in one run of twenty. */
const HARDLY = 0.05;

function tooFew(release: Release, tested: readonly Reached[]): Reason | undefined {
  const enough = tested.some(({ channel }) => {
    const expected = expectedReports(release, channel!);
    return channel!.testers >= channel!.reports && expected >= HARDLY * channel!.reports;
  });
  if (enough) return undefined;
  const { name, channel } = tested[0]!;
  const expected = expectedReports(release, channel!);
  const met = expected < 0.05 ? "fewer than 0.1" : String(Number(expected.toPrecision(2)));
  return {
    found: `upstream acts on ${counted(channel!.reports, "report")} on ${name}, where ${counted(channel!.testers, "tester")} make ${met} on average`,
    advice: `give ${name} more testers, or let fewer reports suffice`,
  };
}

function tooLate(
  { fix, defects }: Release,
  tested: readonly Reached[],
  { horizon }: Scenario,
): Reason | undefined {
  const times = tested.map(({ name, at, channel }) => {
    const { updateWithin, reaction } = channel!;
    const soonest = Math.min(...defects.map(({ after }) => medianOf(after)));
    // Of many testers the first ones update and are hit soon; the reaction and the fix take what they take.
    const found = at + (channel!.testers > 10 ? 0 : medianOf(updateWithin)) + soonest;
    return { name, at: found + medianOf(reaction) + medianOf(fix!.after) };
  });
  const first = times.toSorted((a, b) => a.at - b.at)[0]!;
  if (first.at < horizon) return undefined;
  return {
    found: `with reports on ${first.name}, the reaction and the making of the fix it would come after ${timeInWords(first.at)} half of the time, and the run ends after ${timeInWords(horizon)}`,
    advice: `simulate a horizon of ${nextTimeInWords(first.at)} or longer, or let upstream react sooner`,
  };
}
