import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Answer, type RolloutPolicy } from "../../../src/systems/nebraska/rollout-policy.js";
import {
  answerCheck,
  createUpdateGroup,
  fallSilent,
  InstanceStatus,
  noteEvent,
  passTime,
  setVersion,
  speakAgain,
  type UpdateGroup,
} from "../../../src/systems/nebraska/update-group.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/support/time.js";

const OLD = 0;
const NEW = 1;

function groupOf(policy: Partial<RolloutPolicy>, instances = 4): UpdateGroup {
  const group = createUpdateGroup(
    { enabled: true, safeMode: false, period: 15 * MINUTE, max: 2, timeout: HOUR, ...policy },
    instances,
  );
  setVersion(group, NEW);
  return group;
}

/** One check of an instance that still runs the old version. */
function check(group: UpdateGroup, instance: number, now: number, runs = OLD): Answer {
  return answerCheck(group, { instance, runs, next: group.version }, now, true);
}

describe("a Nebraska group", () => {
  it("lets the next one in when the period has passed and not a moment before", () => {
    const group = groupOf({ max: 1, timeout: SECOND });
    expect(check(group, 0, 0)).toBe(Answer.Granted);
    expect(check(group, 1, 15 * MINUTE - 1)).toBe(Answer.PeriodLimit);
    expect(check(group, 1, 15 * MINUTE)).toBe(Answer.Granted);
  });

  it("takes an update for timed out only after its timeout, and then for gone", () => {
    const group = groupOf({ max: 1, period: SECOND });
    check(group, 0, 0);
    expect(check(group, 1, HOUR)).toBe(Answer.ConcurrencyLimit);
    expect(check(group, 1, HOUR + 1)).toBe(Answer.Granted);
  });

  it("switches off for everybody when an update times out in safe mode", () => {
    const group = groupOf({ safeMode: true, period: SECOND });
    check(group, 0, 0);
    expect(check(group, 1, HOUR + 1)).toBe(Answer.TimeoutLimit);
    expect(check(group, 2, HOUR + 1)).toBe(Answer.Disabled);
  });

  it("opens safe mode's gate for an error just as for a success (flatcar/nebraska#427)", () => {
    for (const end of [InstanceStatus.Complete, InstanceStatus.Error]) {
      const group = groupOf({ safeMode: true });
      check(group, 0, 0);
      expect(check(group, 1, 1)).toBe(Answer.PeriodLimit);
      noteEvent(group, 0, end);
      expect(check(group, 1, 2)).toBe(Answer.Granted);
    }
  });

  it("keeps safe mode's gate shut while hosts only reach a floor", () => {
    const group = groupOf({ safeMode: true, period: SECOND });
    setVersion(group, 2);
    answerCheck(group, { instance: 0, runs: 0, next: 1 }, 0, true);
    noteEvent(group, 0, InstanceStatus.Complete);
    expect(check(group, 1, MINUTE)).toBe(Answer.Granted);
    expect(check(group, 2, 2 * MINUTE)).toBe(Answer.ConcurrencyLimit);
  });

  it("refuses an instance that was last heard of downloading, for good", () => {
    const group = groupOf({});
    check(group, 0, 0);
    noteEvent(group, 0, InstanceStatus.Downloading);
    expect(check(group, 0, 30 * DAY)).toBe(Answer.InProgress);
  });

  it("counts an instance as complete that runs what it was granted, and has nothing for it at that check", () => {
    const group = groupOf({});
    check(group, 0, 0);
    expect(check(group, 0, 1)).toBe(Answer.GrantedBefore);
    expect(check(group, 0, 2, NEW)).toBe(Answer.NoUpdate);
    setVersion(group, 2);
    expect(check(group, 0, 3, NEW)).toBe(Answer.Granted);
  });

  it("forgets a canary that has been silent for a day, and counts it again when it is back", () => {
    const group = groupOf({ safeMode: true, max: 1, timeout: 2 * DAY });
    check(group, 0, 0);
    fallSilent(group, 0, 0);
    expect(check(group, 1, DAY - 1)).toBe(Answer.ConcurrencyLimit);
    passTime(group, DAY);
    expect(group.counts.inProgress).toBe(0);
    speakAgain(group, 0);
    expect(group.counts.inProgress).toBe(1);
  });

  it("is not limited from 900,000 on, unless in safe mode", () => {
    const many = groupOf({ max: 900_000, period: DAY });
    expect([0, 1, 2, 3].map((instance) => check(many, instance, 0))).toEqual([0, 0, 0, 0]);
    const safe = groupOf({ max: 900_000, safeMode: true });
    check(safe, 0, 0);
    expect(check(safe, 1, 0)).toBe(Answer.PeriodLimit);
  });

  it("believes no report of an instance that has no update in progress", () => {
    const group = groupOf({});
    noteEvent(group, 0, InstanceStatus.Complete);
    expect(group.status[0]).toBe(InstanceStatus.Unknown);
    expect(group.counts.attempted).toBe(0);
  });
});

/** Counts as the server's query has them: over all instances, anew each time. */
function counted(group: UpdateGroup, grantedAt: number[], lastSeen: number[], now: number) {
  const { period, timeout } = group.policy;
  const valid = grantedAt.map((_, one) => one).filter((one) => lastSeen[one]! > now - DAY);
  const inProgress = valid.filter((one) => group.inProgress[one] === 1);
  return {
    granted: valid.filter((one) => grantedAt[one]! > now - period).length,
    inProgress: inProgress.filter((one) => now - grantedAt[one]! <= timeout).length,
    timedOut: inProgress.filter((one) => now - grantedAt[one]! > timeout).length,
    attempted: valid.filter(
      (one) => group.inProgress[one] === 0 && group.granted[one] === group.version,
    ).length,
  };
}

const INSTANCES = 5;
const instance = fc.nat(INSTANCES - 1);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("check" as const), instance }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("event" as const),
      instance,
      status: fc.integer({ min: InstanceStatus.Error, max: InstanceStatus.Downloading }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait" as const), time: fc.nat(DAY) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("release" as const) }) },
);

it("keeps the counts that a query over all instances would give", () => {
  const policies = fc.record({
    safeMode: fc.boolean(),
    period: fc.integer({ min: 1, max: DAY }),
    max: fc.integer({ min: 1, max: 4 }),
    timeout: fc.integer({ min: 1, max: 2 * DAY }),
  });
  fc.assert(
    fc.property(policies, fc.array(step, { maxLength: 60 }), (policy, steps) => {
      const group = createUpdateGroup({ enabled: true, ...policy }, INSTANCES);
      const grantedAt = Array.from({ length: INSTANCES }, () => Number.NEGATIVE_INFINITY);
      const lastSeen = Array.from({ length: INSTANCES }, () => Number.NEGATIVE_INFINITY);
      setVersion(group, 1);
      for (let one = 0; one < INSTANCES; one++) fallSilent(group, one, -DAY);
      let now = 0;
      for (const next of steps) {
        if (next.kind === "wait") now += next.time;
        if (next.kind === "release") setVersion(group, group.version + 1);
        if (next.kind === "event") {
          noteEvent(group, next.instance, next.status as InstanceStatus);
        }
        if (next.kind === "check") {
          speakAgain(group, next.instance);
          const asked = { instance: next.instance, runs: 0, next: group.version };
          if (answerCheck(group, asked, now, true) === Answer.Granted) {
            grantedAt[next.instance] = now;
          }
          fallSilent(group, next.instance, now);
          lastSeen[next.instance] = now;
        }
        passTime(group, now);
        expect(group.counts).toEqual(counted(group, grantedAt, lastSeen, now));
      }
    }),
  );
});
