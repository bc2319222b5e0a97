import { timeOfWeek } from "../../scenario/start-time.js";
import { NEVER, type Time, WEEK } from "../../support/time.js";
import { isOpen, nextOpening, type OpenTimes } from "../../systems/windows/open-times.js";
import { timeInWords } from "../in-words.js";
import { windowField } from "../policy-fields.js";
import { type PolicySubject, rebootTime, type Subject } from "../subject.js";
import type { Finding, Warning } from "../warning.js";

/** Windows in which no reboot can begin, or none can end. */
export const windowFitsNoReboot: Warning = {
  code: "window-fits-no-reboot",
  title: "A window that no reboot fits",
  why: "A window says when a reboot may begin. One that does not open before the run ends lets nobody reboot. One that is shorter than a reboot takes is always overrun. One that is shorter than the time over which waiting hosts are spread after its opening (kured looks once a period) closes before the hosts with a late turn, and those never reboot.",
  example: `start: 2026-10-05
horizon: 4d
policies:
  weekend:
    preset: coreos-immediate
    reboot: { windows: [{ days: [sat], start: "02:00", length: 4h }] }`,
  mend: "Open the window longer or on a day inside the run, or simulate a longer `horizon`.",
  find: (subject) => subject.policies.flatMap((policy) => check(policy, subject)),
};

function check(policy: PolicySubject, { scenario }: Subject): readonly Finding[] {
  const [first] = policy.groups;
  const { windows, openingSpread, drain, automatic } = first!.gate;
  if (windows === undefined || !automatic) return [];
  const place = {
    path: ["policies", policy.name, ...windowField(policy)],
    advice: "open the window longer or on a day inside the run, or simulate a longer horizon",
  };
  const opens = nextOpening(windows, 0, timeOfWeek(scenario.start));
  if (windows.week.length === 0 || opens >= scenario.horizon) {
    const when = opens === NEVER ? "never" : `only after ${timeInWords(opens)}`;
    const found = `the window of ${policy.name} opens ${when}, and the run ends after ${timeInWords(scenario.horizon)}`;
    return [{ ...place, found }];
  }
  const longest = longestOpening(windows);
  const reboot = Math.min(...policy.groups.map(rebootTime));
  const drains = drain.kind === "evict" && drain.timeout !== NEVER && drain.atTimeout !== "reboot";
  const needed = reboot + (drains ? drain.timeout : 0);
  if (longest < reboot) {
    const found = `the window of ${policy.name} is open for ${timeInWords(longest)} at most, and a reboot takes ${timeInWords(reboot)} half of the time`;
    return [{ ...place, found }];
  }
  if (openingSpread > longest) {
    const found = `the window of ${policy.name} is open for ${timeInWords(longest)} at most, and hosts that waited for it look at some moment of ${timeInWords(openingSpread)}: those whose turn comes later never reboot`;
    return [
      {
        ...place,
        found,
        advice: `open the window for ${timeInWords(openingSpread)} at least, or let hosts look more often`,
      },
    ];
  }
  if (longest < needed) {
    const found = `the window of ${policy.name} is open for ${timeInWords(longest)} at most, and a drain (${timeInWords(drain.timeout)}) with its reboot may take ${timeInWords(needed)}`;
    return [{ ...place, found }];
  }
  return [];
}

/** The longest time that windows stay open without a break [ms]. */
function longestOpening({ week }: OpenTimes): Time {
  const whole = { week, offsets: [] };
  const first = week[0]!;
  const last = week.at(-1)!;
  const lengths = week.map(([from, until]) => until - from);
  // What is open at the end of the week and at its beginning is one opening.
  const turns = week.length > 1 && first[0] === 0 && last[1] >= WEEK - 1;
  if (week.length === 1 && isOpen(whole, 0, 0) && lengths[0]! >= WEEK - 1000) return NEVER;
  return Math.max(...lengths, turns ? lengths[0]! + lengths.at(-1)! : 0);
}

/** The longest time that windows stay shut [ms]. */
export function longestGap({ week }: OpenTimes): Time {
  const gaps = week.map(([, until], index) => {
    const [next] = week[index + 1] ?? [week[0]![0] + WEEK];
    return next! - until;
  });
  return Math.max(0, ...gaps);
}
