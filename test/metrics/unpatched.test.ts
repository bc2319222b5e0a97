import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import { obligations } from "../../src/metrics/obligations.js";
import { HOUR } from "../../src/support/time.js";
import { busyFleet, stories } from "./histories.js";
import { fleet, fold, group, measure, release, Story } from "./story.js";

const STABLE = 0;
const BETA = 1;
const BAD = 1;
const releases = [release("1.0"), release("1.1", { bad: true }), release("1.2")];
const groups = [group({ hosts: 10 })];
const asked = { slas: [24 * HOUR, 48 * HOUR], splits: ["zone"] } as const;
const facts = fleet({ horizon: 240 * HOUR, releases, groups, asked });

const publish = (story: Story, hour: number, which: number) =>
  story.at(hour * HOUR).tell("Published", which, { from: STABLE });
/** Each host runs a release so many hours after the one before. */
const roll = (story: Story, to: number, [from, gap]: readonly [number, number], hosts = 10) => {
  for (let host = 0; host < hosts; host++) story.at((from + host * gap) * HOUR).runs(host, to);
  return story;
};

describe("unpatched time", () => {
  const unpatched = (story: Story) => measure(obligations, story, facts)["unpatched-time"];

  it("adds up the hours from the publication until each host runs it", () => {
    // The hosts wait 1, 2, … 10 hours.
    expect(unpatched(roll(publish(new Story(facts), 10, 0), 0, [11, 1]))).toBe(55);
  });

  it("does not count for a bad release, and counts for its fix also of hosts that run the bad one", () => {
    const story = roll(publish(new Story(facts), 0, 0), 0, [0, 0]);
    publish(story, 50, BAD);
    roll(story, BAD, [51, 0], 4);
    publish(story, 100, 2);
    roll(story, 2, [102, 0]);
    expect(unpatched(story)).toBe(20);
  });

  it("ends with the withdrawal of the release, and goes on for the one before", () => {
    const story = publish(new Story(facts), 0, 0);
    publish(story, 10, 2);
    roll(story, 0, [10, 0], 5);
    story.at(20 * HOUR).tell("Withdrawn", 2, { from: STABLE });
    // Ten hosts for ten hours, ten more for ten, then the five that run nothing new up to the end.
    expect(unpatched(story)).toBe(100 + 100 + 5 * 220);
  });

  it("is told apart by the parts of the fleet", () => {
    const story = publish(new Story(facts), 0, 0);
    for (const host of [0, 2, 4, 6, 8]) story.at(2 * HOUR).runs(host, 0);
    for (const host of [1, 3, 5, 7, 9]) story.at(7 * HOUR).runs(host, 0);
    expect(fold(obligations, story, facts).parts).toMatchObject({
      "unpatched-time{zone=a}": 10,
      "unpatched-time{zone=b}": 35,
    });
  });

  it("is what counting every host anew at each transition would find", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const found = measure(obligations, story, busyFleet)["unpatched-time"]!;
        expect(found).toBeCloseTo(slowUnpatchedTime(story) / HOUR, 6);
      }),
    );
  });

  /** Host by host from lists of what stands where [host-ms]. */
  function slowUnpatchedTime(story: Story): number {
    const initial = Array.from(busyFleet.groupOf, (g) => busyFleet.groups[g]!.initialRelease);
    const [running, patched] = [[...initial], [...initial]];
    const standing = new Set<string>();
    // A release that came to a group after a newer good one obliges nobody while it stands.
    const late = new Set<string>();
    let [sum, since] = [0, 0];
    const isGood = (r: number) => r < 0 || !busyFleet.releases[r]!.bad;
    const channelsOf = (g: number) =>
      busyFleet.groups[g]!.mechanism === "in-place"
        ? [STABLE, BETA]
        : [busyFleet.groups[g]!.channel];
    const stands = (r: number, g: number) => channelsOf(g).some((c) => standing.has(`${r}@${c}`));
    const wanted = (g: number) =>
      busyFleet.releases.findLastIndex(
        (_, r) => isGood(r) && stands(r, g) && !late.has(`${r}@${g}`),
      );
    const behind = (host: number) => {
      const level = isGood(running[host]!)
        ? running[host]!
        : Math.min(patched[host]!, running[host]!);
      return level < wanted(busyFleet.groupOf[host]!);
    };
    for (const { time, kind, subject, from, to } of story.transitions) {
      sum += (time - since) * running.filter((_, host) => behind(host)).length;
      since = time;
      if (kind === TransitionKind.RunningRelease) {
        running[subject] = to;
        if (isGood(to)) patched[subject] = Math.max(patched[subject]!, to);
      }
      const groupsOf = [...busyFleet.groups.keys()].filter((g) => channelsOf(g).includes(from));
      if (kind === TransitionKind.Published) {
        for (const g of groupsOf) {
          if (!stands(subject, g) && wanted(g) > subject) late.add(`${subject}@${g}`);
        }
        standing.add(`${subject}@${from}`);
      }
      if (kind === TransitionKind.Withdrawn) {
        standing.delete(`${subject}@${from}`);
        for (const g of groupsOf) if (!stands(subject, g)) late.delete(`${subject}@${g}`);
      }
    }
    return sum + (busyFleet.horizon - since) * running.filter((_, host) => behind(host)).length;
  }
});

describe("deadlines missed", () => {
  it("are the obligations that were not met in time, those still open among them", () => {
    // Hosts 0 to 7 take it 5, 10, … 40 hours after the publication, hosts 8 and 9 never.
    const story = roll(publish(new Story(facts), 10, 0), 0, [15, 5], 8);
    const { scalars, parts } = fold(obligations, story, facts);
    expect(scalars["deadlines-missed"]).toBe(10 - 4);
    expect(parts).toMatchObject({
      "deadlines-missed{sla=1d}": 6,
      "deadlines-missed{sla=2d}": 2,
      // Of 5, 15, 25 and 35 h two are late, and host 8; of 10, 20, 30 and 40 h two, and host 9.
      "deadlines-missed{zone=a}": 3,
      "deadlines-missed{zone=b}": 3,
    });
  });

  it("are none where the deadline is after the end", () => {
    const story = publish(new Story(facts), 217, 0);
    expect(measure(obligations, story, facts)).toMatchObject({
      "deadlines-missed": 0,
      "patched-within": null,
    });
  });
});
