import { isOpen, type OpenTimes } from "../../systems/windows/open-times.js";
import { timeOfWeek } from "../../scenario/start-time.js";
import { MINUTE, type Time, WEEK } from "../../support/time.js";
import { listInWords } from "../../support/list-in-words.js";
import { counted, timeInWords } from "../in-words.js";
import { limitField, sharesLock } from "../policy-fields.js";
import { type GroupSubject, type PolicySubject, rebootTime, type Subject } from "../subject.js";
import { firstRelease } from "../upstream.js";
import type { Finding, Warning } from "../warning.js";

/** A lock through which the fleet cannot pass before the run ends. */
export const lockTooSlow: Warning = {
  code: "lock-too-slow",
  title: "A lock through which the fleet cannot pass in time",
  why: "Every host holds the lock at least for its reboot. Where the hosts of a group, so many at a time, need more time than there is from the first release to the end of the run inside the windows, the policy cannot finish: its downtime is that of the part it updated.",
  example: `horizon: 2d
fleet:
  groups: [{ name: web, hosts: 1000 }]
releases:
  - { version: 1.1.0, payload: 150MB, channels: { stable: 1d } }
policies:
  one-by-one: { preset: coreos-locksmith }`,
  mend: "Let more hosts go at a time, open the windows longer, or simulate a longer `horizon`.",
  find: (subject) =>
    subject.policies.flatMap((policy) => {
      const slow = policy.groups.map((one) => tooSlow(one, policy, subject));
      return slow.find((found) => found !== undefined) ?? [];
    }),
};

/** What is wrong with the lock of a group, if anything. */
function tooSlow(
  one: GroupSubject,
  policy: PolicySubject,
  subject: Subject,
): readonly Finding[] | undefined {
  const { maxReboots, windows, automatic } = one.gate;
  if (!automatic || maxReboots === 0 || maxReboots === Number.POSITIVE_INFINITY) return undefined;
  const there = openTime(windows, firstRelease(one.channel, subject.scenario), subject);
  const waiting = sharesLock(policy) ? policy.groups : [one];
  const reboots = waiting.reduce(
    (sum, { group, ...rest }) => sum + group.hosts * rebootTime(rest),
    0,
  );
  const needed = Math.max(reboots / maxReboots, rebootTime(one));
  // A window that never opens, and a fleet without releases, are told apart.
  if (there === 0 || needed <= there) return undefined;
  const names = listInWords(waiting.map(({ group }) => group.name));
  const inWindows = windows === undefined ? "" : " inside the windows";
  return [
    {
      path: ["policies", policy.name, ...limitField(policy)],
      found: `${policy.name} lets ${counted(maxReboots, "host")} of ${names} reboot at a time: all of them need ${timeInWords(needed)} for reboots alone, and there are ${timeInWords(there)} from the first release to the end${inWindows}, enough for ${Math.floor((100 * there) / needed)} %`,
      advice: `let ${counted(Math.ceil(reboots / there), "host")} go at a time, or simulate a longer horizon`,
    },
  ];
}

/** Steps in which windows are walked through. */
const STEP = 10 * MINUTE;

/** How long windows are open from a moment to the end of the run [ms]: whole weeks at once, the rest in steps. */
function openTime(windows: OpenTimes | undefined, from: Time, { scenario }: Subject): Time {
  const { horizon, start } = scenario;
  if (windows === undefined) return horizon - from;
  const weekly = windows.week.reduce((sum, [opens, shuts]) => sum + shuts - opens, 0);
  const weeks = Math.floor((horizon - from) / WEEK);
  const weekOffset = timeOfWeek(start);
  let open = weeks * weekly;
  for (let at = from + weeks * WEEK; at < horizon; at += STEP) {
    if (isOpen(windows, at, weekOffset)) open += Math.min(STEP, horizon - at);
  }
  return open;
}
