import type { Scenario } from "../../scenario/scenario.js";
import { timeInWords } from "../in-words.js";
import type { GroupSubject, Subject } from "../subject.js";
import type { Finding, Warning } from "../warning.js";

/** A fault that strikes nobody, or nothing. */
export const faultWithoutEffect: Warning = {
  code: "fault-without-effect",
  title: "A fault without effect",
  why: "A fault that begins after the run has ended, that is for a share of nobody or for hosts that are in no group, zone and cohort together, or that breaks what those hosts do not have (slots, a lock, a drain, a daemon) under any policy never happens. What it was to show is not tested.",
  example: `horizon: 10d
faults:
  - { kind: zone-outage, from: 12d, for: 1h, zones: [b] }`,
  mend: "Let it begin before the end of the run, and strike hosts that have what it breaks.",
  find: (subject) =>
    subject.scenario.faults.flatMap((fault, index) => check(fault, index, subject)),
};

type Fault = Scenario["faults"][number] & Readonly<Record<string, unknown>>;

function check(
  entry: Scenario["faults"][number],
  index: number,
  subject: Subject,
): readonly Finding[] {
  const fault = entry as Fault;
  const { scenario, policies } = subject;
  const { kind, from, share } = fault;
  const path = ["faults", index];
  const { horizon } = scenario;
  if (typeof from === "number" && from >= horizon) {
    const found = `the ${kind} begins after ${timeInWords(from)}, when the run is over (${timeInWords(horizon)})`;
    return [
      {
        path: [...path, "from"],
        found,
        advice: "let it begin earlier, or simulate a longer horizon",
      },
    ];
  }
  if (share === 0) {
    const found = `the ${kind} strikes a share of nobody`;
    return [
      { path: [...path, "share"], found, advice: "give it a share above 0%, or leave it out" },
    ];
  }
  const struck = scenario.fleet.groups.filter((group) => isStruck(group, fault));
  if (struck.length === 0) {
    const found = `the ${kind} strikes nobody: no group has hosts that are all it names`;
    return [
      { path, found, advice: "name groups, zones and cohorts that some hosts have together" },
    ];
  }
  const needs = NEEDS[kind];
  if (needs === undefined || policies.length < Object.keys(scenario.policies).length) return [];
  const names = new Set(struck.map(({ name }) => name));
  const hosts = policies.flatMap(({ groups }) =>
    groups.filter(({ group }) => names.has(group.name)),
  );
  if (hosts.some(needs.has)) return [];
  const found = `the ${kind} breaks ${needs.what}, and no host that it strikes has one under any policy`;
  return [{ path, found, advice: `leave it out, or compare a policy with ${needs.what}` }];
}

function isStruck(group: Scenario["fleet"]["groups"][number], fault: Fault): boolean {
  const named = (field: string) => fault[field] as readonly string[] | undefined;
  const share = Object.values(group.cohorts).reduce((sum, one) => sum + one, 0);
  const hasCohort = (one: string) =>
    one === "standard" ? share < 1 - 1e-9 : (group.cohorts[one] ?? 0) > 0;
  return (
    (named("groups")?.includes(group.name) ?? true) &&
    (named("zones")?.some((zone) => group.zones.includes(zone)) ?? true) &&
    (named("cohorts")?.some(hasCohort) ?? true)
  );
}

interface Need {
  readonly what: string;
  readonly has: (group: GroupSubject) => boolean;
}

const slots: Need = {
  what: "a second slot",
  has: ({ mechanism: { kind } }) => kind === "ab" || kind === "ostree",
};
const countedBoots: Need = {
  what: "a loader that counts boots",
  has: (one) => slots.has(one) && one.mechanism.loader !== "uncounted",
};
const lock: Need = {
  what: "a reboot lock",
  has: ({ gate }) => gate.maxReboots !== Number.POSITIVE_INFINITY,
};
const drain: Need = { what: "a drain", has: ({ gate }) => gate.drain.kind === "evict" };
const daemon: Need = { what: "a daemon", has: ({ runtime: { kind } }) => kind !== "rkt" };

/** What some kinds of faults break. */
const NEEDS: Readonly<Record<string, Need>> = {
  "slot-rot": slots,
  "wrong-slot": slots,
  "tries-not-counted": countedBoots,
  "never-marked-good": countedBoots,
  "marked-good-early": countedBoots,
  "lock-held": lock,
  "lock-forgets": lock,
  "split-leader": lock,
  "drain-stuck": drain,
  "evictions-refused": drain,
  "runtime-crash": daemon,
  "daemon-restart-loop": daemon,
};
