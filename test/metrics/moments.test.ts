import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FleetFacts } from "../../src/fleet/state/model.js";
import { Cause, ContainerPhase, HostPhase, isWell } from "../../src/fleet/state/phases.js";
import { type Transition, TransitionKind } from "../../src/fleet/state/transitions.js";
import { metrics } from "../../src/metrics/index.js";
import { moments } from "../../src/metrics/moments.js";
import { startFolds } from "../../src/simulation/folds.js";
import { HOUR, MINUTE } from "../../src/support/time.js";
import { busyFleet, stories } from "./histories.js";
import { fleet, fold, group, Story } from "./story.js";

const RELEASE = 1;
const label = "31m after 2.0";

/** Ten hosts that follow a channel, and somebody asks for the state 31 minutes after 2.0 came out. */
const asking = (overrides: Partial<FleetFacts> = {}) =>
  fleet({
    horizon: 10 * HOUR,
    groups: [group({ hosts: 10 })],
    asked: {
      slas: [HOUR],
      splits: [],
      moments: [{ label, version: "2.0", after: 31 * MINUTE }],
    },
    ...overrides,
  });

const found = (story: Story, facts = asking()) => fold(moments, story, facts).parts!;
const published = (facts = asking()) => new Story(facts).at(HOUR).tell("Published", RELEASE);
const at = 91 * MINUTE;

describe("a moment after a release", () => {
  it("counts hosts that were offered the release by then, each once", () => {
    const story = published();
    for (const host of [0, 1, 1, 2]) story.at(at).tell("Granted", host, { to: RELEASE });
    story.tell("Granted", 5, { to: 0 });
    story.at(at + 1).tell("Granted", 3, { to: RELEASE });
    expect(found(story)[`offered-share{at=${label}}`]).toBe(0.3);
  });

  it("counts hosts that had installed it by then, also those that went back since", () => {
    const story = published().at(HOUR + MINUTE);
    story.tell("InstallEnded", 0, { to: RELEASE, cause: 1 }).runs(0, RELEASE).runs(0, -1);
    story.tell("InstallEnded", 1, { to: RELEASE, cause: 0 });
    story.at(at + 1).tell("InstallEnded", 2, { to: RELEASE, cause: 1 });
    expect(found(story)[`installed-share{at=${label}}`]).toBe(0.1);
  });

  it("counts what is broken at that moment, and no more", () => {
    const broken = (story: Story, host: number) => story.host(host, HostPhase.Down, Cause.Defect);
    const story = broken(broken(published(), 4), 5).host(5, HostPhase.Serving);
    // A reboot that was meant breaks nothing; a container breaks the host that it is on.
    story.host(6, HostPhase.ShuttingDown).move(0, 7);
    story.container(0, ContainerPhase.BackOff, Cause.Defect).container(1, ContainerPhase.Stopping);
    broken(story.at(at + 1), 8);
    expect(found(story)[`broken-share{at=${label}}`]).toBe(0.2);
  });

  it("is found also where nothing happens after it, and does not apply after the end", () => {
    const late = new Story(asking()).at(9.5 * HOUR).tell("Published", RELEASE);
    expect(found(published())[`broken-share{at=${label}}`]).toBe(0);
    expect(found(late)[`broken-share{at=${label}}`]).toBeNull();
    expect(found(new Story(asking()))[`offered-share{at=${label}}`]).toBeNull();
  });

  it("goes by the first publication to a group that can take the release", () => {
    const story = new Story(asking()).tell("Published", RELEASE, { from: 1 });
    story.at(HOUR).tell("Published", RELEASE).tell("Granted", 0, { to: RELEASE });
    expect(found(story)[`offered-share{at=${label}}`]).toBe(0.1);
  });

  it("finds hosts that had the release from the start installed", () => {
    const facts = asking({
      groups: [group({ hosts: 5, initialRelease: RELEASE }), group({ first: 5, hosts: 5 })],
    });
    expect(found(published(facts), facts)[`installed-share{at=${label}}`]).toBe(0.5);
  });

  it("is what the log up to then says, in any history", () => {
    const facts: FleetFacts = {
      ...busyFleet,
      asked: {
        slas: [HOUR],
        splits: [],
        moments: [0, 7, 20, 45].map((minutes) => ({
          label: `${minutes}m after 1.2`,
          version: "1.2",
          after: minutes * MINUTE,
        })),
      },
    };
    fc.assert(
      fc.property(stories, (story) => {
        const parts = found(story, facts);
        for (const { label: name, after } of facts.asked.moments!) {
          const slow = slowly(story.transitions, after);
          expect(parts[`offered-share{at=${name}}`] ?? null).toBe(slow?.offered ?? null);
          expect(parts[`installed-share{at=${name}}`] ?? null).toBe(slow?.installed ?? null);
          expect(parts[`broken-share{at=${name}}`] ?? null).toBe(slow?.broken ?? null);
        }
      }),
    );
  });

  /** The shares from everything that had happened by then, looked at host by host. */
  function slowly(transitions: readonly Transition[], after: number) {
    const WANTED = 2;
    const reaches = (channel: number) =>
      busyFleet.groups.some((g) => g.mechanism === "in-place" || g.channel === channel);
    const first = transitions.find(
      (t) => t.kind === TransitionKind.Published && t.subject === WANTED && reaches(t.from),
    );
    if (first === undefined || first.time + after > busyFleet.horizon) return undefined;
    const past = transitions.filter(({ time }) => time <= first.time + after);
    const hosts = [...busyFleet.groupOf.keys()];
    const share = (is: (host: number) => boolean) => hosts.filter(is).length / hosts.length;
    const isBreakage = (cause: number) => cause === Cause.Defect || cause === Cause.Fault;
    const last = (kind: number, subject: number) =>
      past.findLast((t) => t.kind === kind && t.subject === subject);
    const brokenOn = new Set(
      [...busyFleet.serviceOf.keys()]
        .filter((container) => {
          const phase = last(TransitionKind.ContainerPhase, container);
          return (
            phase !== undefined && phase.to !== ContainerPhase.Serving && isBreakage(phase.cause)
          );
        })
        .map((c) => last(TransitionKind.ContainerMoved, c)?.to ?? busyFleet.homeOf[c]!),
    );
    return {
      offered: share((host) =>
        past.some(
          (t) => t.kind === TransitionKind.Granted && t.subject === host && t.to === WANTED,
        ),
      ),
      installed: share((host) =>
        past.some(
          (t) =>
            t.kind === TransitionKind.InstallEnded &&
            t.subject === host &&
            t.to === WANTED &&
            t.cause === 1,
        ),
      ),
      broken: share((host) => {
        const phase = last(TransitionKind.HostPhase, host);
        const isIll =
          phase !== undefined && !isWell(phase.to as HostPhase) && isBreakage(phase.cause);
        return isIll || brokenOn.has(host);
      }),
    };
  }
});

describe("a run in which nobody asks for moments", () => {
  it("does not fold them, and measures all else", () => {
    const values = (facts: FleetFacts) => startFolds(facts).finish().values;
    const [without, asked] = [values(fleet()), values(asking())];
    expect(without.scalars).not.toHaveProperty("broken-share");
    expect(asked.scalars).toHaveProperty("broken-share", null);
    const others = metrics.filter((metric) => metric !== moments).flatMap((one) => one.outputs);
    expect(Object.keys(without.scalars).toSorted()).toEqual(
      others.map(({ name }) => name).toSorted(),
    );
  });
});
