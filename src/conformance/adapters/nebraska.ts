import { z } from "zod";
import { SECOND, WEEK } from "../../support/time.js";
import { nextPackage } from "../../systems/nebraska/floors.js";
import { officeHours } from "../../systems/nebraska/office-hours.js";
import { Answer } from "../../systems/nebraska/rollout-policy.js";
import {
  answerCheck,
  createUpdateGroup,
  fallSilent,
  InstanceStatus,
  NO_VERSION,
  noteEvent,
  setVersion,
  speakAgain,
} from "../../systems/nebraska/update-group.js";
import { isOpen } from "../../systems/windows/open-times.js";
import { isZone } from "../../systems/windows/zone.js";
import { operation, type Adapter } from "../adapter.js";
import { rankVersions } from "./versions.js";

const steps = z.array(
  z.union([
    z.tuple([z.literal("check"), z.string(), z.string()]),
    z.tuple([
      z.literal("event"),
      z.string(),
      z.enum(["Error", "Complete", "Installed", "Downloaded", "Downloading"]),
    ]),
    z.tuple([z.literal("advance"), z.number()]),
    z.tuple([z.literal("setMax"), z.number()]),
  ]),
);

const run = z.object({
  group: z.object({
    version: z.string().nullish(),
    enabled: z.boolean(),
    safe: z.boolean(),
    period: z.number(),
    max: z.number(),
    timeout: z.number(),
  }),
  steps,
});

/** Nebraska's words for answers without a package, in the order of the numbers. */
const errors = [
  "",
  "",
  "ErrUpdateInProgressOnInstance",
  "ErrNoPackageFound",
  "ErrNoUpdatePackageAvailable",
  "ErrUpdatesDisabled",
  "ErrMaxUpdatesPerPeriodLimitReached",
  "ErrMaxConcurrentUpdatesLimitReached",
  "ErrMaxTimedOutUpdatesLimitReached",
];

/** Plays checks, events and the passing of time to a group; a result for each check. */
function play({ group: settings, steps }: z.output<typeof run>) {
  const { version, enabled, safe, period, max, timeout } = settings;
  const checks = steps.filter((step) => step[0] === "check");
  const rank = rankVersions([...checks.map((step) => step[2]), ...(version ? [version] : [])]);
  const names = [...new Set(steps.flatMap((step) => (isOfInstance(step) ? [step[1]] : [])))];
  const policy = {
    enabled,
    safeMode: safe,
    period: period * SECOND,
    max,
    timeout: timeout * SECOND,
  };
  const group = createUpdateGroup(policy, names.length);
  const target = version ? rank(version) : NO_VERSION;
  setVersion(group, target);
  const results: string[] = [];
  let now = 0;
  for (const step of steps) {
    if (step[0] === "advance") now += step[1] * SECOND;
    else if (step[0] === "setMax") group.policy.max = step[1];
    else if (step[0] === "event") noteEvent(group, names.indexOf(step[1]), InstanceStatus[step[2]]);
    else {
      const instance = names.indexOf(step[1]);
      speakAgain(group, instance);
      const answer = answerCheck(group, { instance, runs: rank(step[2]), next: target }, now, true);
      fallSilent(group, instance, now);
      results.push(answer <= Answer.GrantedBefore ? `ok:${version}` : errors[answer]!);
    }
  }
  return { results };
}

function isOfInstance(
  step: z.output<typeof steps>[number],
): step is Extract<typeof step, [string, string, string]> {
  return step[0] === "check" || step[0] === "event";
}

/** `nebraska.policy`. */
export const nebraskaPolicy: Adapter = {
  family: "nebraska.policy",
  operations: {
    run: operation(run, play),
    inOfficeHours: operation(
      z.object({ timezone: z.string().nullish(), local: z.string() }),
      ({ timezone, local }) => {
        const times = officeHours(isZone(timezone ?? "") ? [] : undefined);
        return { in: isOpen(times, 0, localTimeOfWeek(local)) };
      },
    ),
  },
};

/** Local time of the week [ms since Monday 00:00] of a date and time without a zone. */
function localTimeOfWeek(local: string): number {
  // 1970-01-05 was a Monday.
  const monday = Date.parse("1970-01-05T00:00:00Z");
  return (Date.parse(`${local}Z`) - monday) % WEEK;
}

/** `nebraska.floors`. */
export const nebraskaFloors: Adapter = {
  family: "nebraska.floors",
  operations: {
    next: operation(
      z.object({ at: z.string(), floors: z.array(z.string()), target: z.string() }),
      ({ at, floors, target }) => {
        const all = [at, ...floors, target];
        const rank = rankVersions(all);
        const next = nextPackage(rank(at), floors.map(rank), rank(target));
        return { offer: next === undefined ? null : all.find((one) => rank(one) === next)! };
      },
    ),
  },
};
