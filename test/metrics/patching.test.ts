import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import { adoption } from "../../src/metrics/adoption.js";
import { obligations } from "../../src/metrics/obligations.js";
import { HOUR } from "../../src/support/time.js";
import { busyFleet, stories } from "./histories.js";
import { fleet, fold, group, measure, release, Story } from "./story.js";

const STABLE = 0;
const BETA = 1;
const releases = [release("1.0"), release("1.1"), release("1.2")];
const facts = fleet({ horizon: 240 * HOUR, releases, groups: [group({ hosts: 10 })] });

/** Lets hosts run a release one an hour, the first at `from` [h]. */
function roll(story: Story, to: number, from: number, hosts: readonly number[]): Story {
  hosts.forEach((host, i) => story.at((from + i) * HOUR).runs(host, to));
  return story;
}
const tenHosts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const publish = (story: Story, hour: number, which: number, channel = STABLE) =>
  story.at(hour * HOUR).tell("Published", which, { from: channel });
const withdraw = (story: Story, hour: number, which: number, channel = STABLE) =>
  story.at(hour * HOUR).tell("Withdrawn", which, { from: channel });

describe("patch latency", () => {
  it("is the time from publication until the share runs it", () => {
    const story = roll(publish(new Story(facts), 10, 0), 0, 11, tenHosts);
    expect(measure(obligations, story, facts)).toMatchObject({
      "patch-latency.t50": 5,
      "patch-latency.t90": 9,
      "patch-latency.t99": 10,
      "patch-latency.t100": 10,
    });
  });

  it("says of a share that was not reached how long it was waited for", () => {
    const story = roll(publish(new Story(facts), 10, 0), 0, 11, tenHosts.slice(0, 9));
    const found = fold(obligations, story, facts);
    expect(found.scalars).toMatchObject({ "patch-latency.t90": 9, "patch-latency.t99": null });
    expect(found.notReached).toMatchObject({ "patch-latency.t99": 230, "patch-latency.t100": 230 });
  });

  it("meets what is superseded by a later good release, on the clock of the first", () => {
    const story = publish(new Story(facts), 0, 0);
    roll(story, 0, 1, tenHosts.slice(0, 5));
    publish(story, 20, 1);
    roll(story, 1, 21, tenHosts);
    // Five hosts took 1.0 within 5 h; five only 1.1, 26 to 30 h after 1.0 came out. 1.1 took 1 to 10 h.
    expect(measure(obligations, story, facts)).toMatchObject({
      "patch-latency.t50": 5,
      "patch-latency.t90": 28,
      "patch-latency.t100": 30,
    });
  });

  it("stops waiting for a release that is withdrawn, and goes on waiting for the one before", () => {
    const story = publish(new Story(facts), 0, 0);
    publish(story, 10, 1);
    withdraw(story, 12, 1);
    roll(story, 0, 13, tenHosts);
    // Ten obligations end at 12 h - 10 h = 2 h without being met; the others take 13 to 22 h.
    expect(measure(obligations, story, facts)).toMatchObject({
      "patch-latency.t50": 17,
      "patch-latency.t100": 22,
      "rollouts-due": 1,
    });
  });

  it("obliges nobody to an older release that is published late", () => {
    const story = publish(new Story(facts), 0, 1);
    publish(story, 5, 0);
    roll(story, 1, 6, tenHosts);
    expect(measure(obligations, story, facts)["patch-latency.t50"]).toBe(10);
  });

  it("does not time what the hosts run already", () => {
    const groups = [group({ hosts: 10, initialRelease: 1 })];
    const old = fleet({ horizon: 240 * HOUR, releases, groups });
    const story = publish(publish(new Story(old), 1, 0), 2, 1);
    roll(story, 2, 3, tenHosts);
    expect(measure(obligations, story, old)["patch-latency.t100"]).toBeNull();
  });

  it("times a host that goes back once only", () => {
    const story = publish(new Story(facts), 0, 0);
    roll(story, 0, 1, tenHosts.slice(0, 5));
    story.at(20 * HOUR).runs(0, -1);
    story.at(30 * HOUR).runs(0, 0);
    expect(measure(obligations, story, facts)["patch-latency.t50"]).toBe(5);
  });

  it("pools the hosts of all groups, each on its own channel", () => {
    const groups = [group({ hosts: 1 }), group({ name: "b", first: 1, hosts: 3, channel: BETA })];
    const two = fleet({ horizon: 240 * HOUR, releases, groups });
    const story = publish(new Story(two), 0, 0, BETA);
    roll(story, 0, 4, [1]).runs(2, 0).runs(3, 0);
    publish(story, 10, 0, STABLE);
    roll(story, 0, 18, [0]);
    expect(measure(obligations, story, two)["patch-latency.t100"]).toBe(8);
    expect(measure(obligations, story, two)["patch-latency.t50"]).toBe(4);
  });

  it("counts for packages from their first publication on any channel", () => {
    const packages = fleet({
      horizon: 240 * HOUR,
      releases,
      groups: [group({ hosts: 1, mechanism: "in-place" })],
    });
    const story = publish(publish(new Story(packages), 2, 0, BETA), 5, 0, STABLE);
    roll(story, 0, 6, [0]);
    expect(measure(obligations, story, packages)["patch-latency.t100"]).toBe(4);
  });

  it("ignores releases that the mechanism cannot take", () => {
    const onlyPackages = fleet({
      horizon: 240 * HOUR,
      releases: [release("1.0"), release("deb", { mechanisms: ["in-place"] }), release("1.2")],
      groups: [group({ hosts: 1 })],
    });
    const story = publish(publish(new Story(onlyPackages), 0, 0), 1, 1);
    roll(story, 0, 3, [0]);
    expect(measure(obligations, story, onlyPackages)["patch-latency.t100"]).toBe(3);
  });
});

describe("vulnerable time", () => {
  it("adds up the hosts behind the newest release", () => {
    const story = roll(publish(new Story(facts), 10, 0), 0, 11, tenHosts);
    // The hosts wait 1, 2, … 10 hours.
    expect(measure(adoption, story, facts)).toEqual({ "vulnerable-time": 55 });
  });

  it("ends when the release is withdrawn, and begins anew with its fix", () => {
    const story = publish(new Story(facts), 0, 0);
    withdraw(story, 3, 0);
    publish(story, 230, 1);
    expect(measure(adoption, story, facts)).toEqual({ "vulnerable-time": 10 * 3 + 10 * 10 });
  });

  it("takes hosts that are still on a withdrawn newer release for up to date", () => {
    const story = publish(publish(new Story(facts), 0, 0), 0, 1);
    story.at(0).runs(0, 1);
    withdraw(story, 10, 1);
    roll(story, 0, 10, tenHosts.slice(1, 2));
    expect(measure(adoption, story, facts)).toEqual({ "vulnerable-time": 9 * 10 + 8 * 230 });
  });

  it("always counts what a group ran at the start as something it can take", () => {
    const old = fleet({
      horizon: 240 * HOUR,
      releases,
      groups: [group({ hosts: 2, initialRelease: 1 })],
    });
    const story = publish(new Story(old), 5, 0);
    story.at(100 * HOUR).runs(0, 0);
    expect(measure(adoption, story, old)).toEqual({ "vulnerable-time": 140 });
  });

  it("keeps a package up while any channel has it", () => {
    const packages = fleet({
      horizon: 240 * HOUR,
      releases,
      groups: [group({ hosts: 1, mechanism: "in-place" })],
    });
    const story = publish(publish(new Story(packages), 0, 0, BETA), 1, 0, STABLE);
    withdraw(story, 5, 0, BETA);
    withdraw(story, 8, 0, STABLE);
    expect(measure(adoption, story, packages)).toEqual({ "vulnerable-time": 8 });
  });
});

describe("vulnerable time of any history", () => {
  it("is what counting every host anew at each transition would find", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const found = measure(adoption, story, busyFleet)["vulnerable-time"]!;
        expect(found).toBeCloseTo(slowVulnerableTime(story) / HOUR, 6);
      }),
    );
  });

  /** Host by host from lists of what stands where [host-ms]. */
  function slowVulnerableTime(story: Story): number {
    const running = Array.from(busyFleet.groupOf, (g) => busyFleet.groups[g]!.initialRelease);
    const standing = new Set<string>();
    let [sum, since] = [0, 0];
    const behind = (host: number) => {
      const { channel, mechanism } = busyFleet.groups[busyFleet.groupOf[host]!]!;
      const channels = mechanism === "in-place" ? [STABLE, BETA] : [channel];
      return busyFleet.releases.some(
        (_, r) => r > running[host]! && channels.some((c) => standing.has(`${r}@${c}`)),
      );
    };
    for (const { time, kind, subject, from, to } of story.transitions) {
      sum += (time - since) * running.filter((_, host) => behind(host)).length;
      since = time;
      if (kind === TransitionKind.RunningRelease) running[subject] = to;
      if (kind === TransitionKind.Published) standing.add(`${subject}@${from}`);
      if (kind === TransitionKind.Withdrawn) standing.delete(`${subject}@${from}`);
    }
    return sum + (busyFleet.horizon - since) * running.filter((_, host) => behind(host)).length;
  }
});

describe("adoption", () => {
  it("is the share up to date at the end of each bin, a change at the end included", () => {
    const story = roll(publish(new Story(facts), 2, 0), 0, 3, tenHosts);
    // 240 bins of an hour.
    const { adoption: share } = fold(adoption, story, facts).series!;
    expect(Array.from(share!.slice(0, 6))).toEqual([1, 0, 0.1, 0.2, 0.3, 0.4]);
    expect(share!.at(-1)).toBe(1);
  });
});
