import { policyIn } from "../chaos/chaos-case.js";
import { failureOf } from "../chaos/failure.js";
import type { Verdict } from "../chaos/judge-case.js";
import type { Metric } from "../metrics/metric.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, policyOf } from "../simulation/build-model.js";
import { startRun } from "../simulation/run.js";
import { parseDuration } from "../support/duration-text.js";
import { SECOND, type Time } from "../support/time.js";
import { slowestHalt, SLOWEST_HALT } from "./measures/slowest-halt.js";
import { FINISHED_UPDATES, SLOWEST_UPDATE, slowestUpdate } from "./measures/slowest-update.js";

/** What a policy must have done by some time, of which a replication may also say nothing at all. */

/** What a replication says of a promise: how it is broken, and whether the replication is about it at all. */
export interface Judged extends Verdict {
  readonly applied: boolean;
}

/** A promise as `keepsWithin` asks for it. */
export interface Promised {
  /** As in "expected … to …". */
  readonly words: string;
  /** What has to happen for a replication to say anything of it. */
  readonly needs: string;
  readonly judge: (scenario: Scenario, replication: number) => Judged;
}

type Scalars = Readonly<Record<string, number | null>>;

/** Every host of a group runs each release that stands, or a newer one, by a time after its publication. */
export function updatesEverybodyWithin(time: string, tested: Scenario): Promised {
  const most = durationOf(time);
  return {
    words: `have every host on each release, or a newer one, within ${time}`,
    needs: "a release that reaches everybody, or has had that long",
    judge: judgeWith(tested, slowestUpdate, (scalars) => {
      const slowest = scalars[SLOWEST_UPDATE] ?? 0;
      if (slowest > most) return `update of every host has taken ${shown(slowest)} or is not done`;
      // Too young to be late shows nothing.
      return (scalars[FINISHED_UPDATES] ?? 0) > 0;
    }),
  };
}

/** A release whose defect has bitten is offered no more by a time after that. */
export function haltsWithin(time: string, tested: Scenario): Promised {
  const most = durationOf(time);
  return {
    words: `offer a bad release no more within ${time} of its first bite`,
    needs: "a release whose defect bites",
    judge: judgeWith(tested, slowestHalt, (scalars) => {
      const slowest = scalars[SLOWEST_HALT];
      if (typeof slowest !== "number") return false;
      return slowest > most ? `release that is bad was offered ${shown(slowest)} long` : true;
    }),
  };
}

/** Reads a duration. @throws Error where it is none. */
export function durationOf(text: string): Time {
  const time = parseDuration(text);
  if (time === undefined) throw new Error(`expected a duration such as 90s or 2h, got "${text}"`);
  return time;
}

/**
 * Runs a replication with one thing measured.
 *
 * @param says how the promise is broken, or whether the replication is about it at all.
 */
function judgeWith(
  tested: Scenario,
  measured: Metric,
  says: (scalars: Scalars) => string | boolean,
) {
  return (scenario: Scenario, replication: number): Judged => {
    const policy = policyIn(scenario);
    // A smaller case must be one of the same policy and people: another knob breaks another promise.
    if (actorsIn(scenario, policy) !== actorsIn(tested, policy))
      return { failures: [], hash: "", applied: false };
    const model = buildModel(scenario, policy, replication);
    const run = startRun(model, policyOf(scenario, policy), undefined, [measured]);
    const { values, hash } = run.finish();
    const said = says(values.scalars);
    if (typeof said === "boolean") return { failures: [], hash, applied: said };
    const breach = { invariant: measured.name, time: scenario.horizon, message: said };
    return { failures: [failureOf(breach)], hash, applied: true };
  };
}

/** Who acts in a scenario: a policy, without where its figures are from, and the people. */
function actorsIn({ policies, people }: Scenario, policy: string): string {
  return JSON.stringify([
    { ...policies[policy], sources: undefined, description: undefined },
    people,
  ]);
}

/** A time in seconds, which is as exact as a promise is. */
function shown(time: Time): string {
  return `${Math.round(time / SECOND).toLocaleString("en")} s`;
}
