import type { Settings } from "../../policies/merge-settings.js";
import { NEVER, type Time } from "../../support/time.js";
import { listInWords } from "../../support/list-in-words.js";
import { nextTimeInWords, timeInWords } from "../in-words.js";
import { sharesLock } from "../policy-fields.js";
import { type GroupSubject, type PartSubject, type PolicySubject, rebootTime } from "../subject.js";
import type { Finding, Warning } from "../warning.js";
import { longestGap } from "./window-fits-no-reboot.js";

/** A gate on silence that good hosts break, because they wait for a window or for their turn. */
export const silenceHaltsGoodReleases: Warning = {
  code: "silence-halts-good-releases",
  title: "Silence that is shorter than the wait for a reboot",
  why: "A host reports an update once it has rebooted. Between the grant and that it waits: for the window, and for its turn at the lock. A gate on silence that is shorter than that wait takes good hosts for dead ones, and stops every release, good or bad, until they are heard of.",
  example: `policies:
  nightly:
    preset: canary-waves
    health: { kind: halt-on-silence, after: 6h, hosts: 5 }
    reboot: { windows: [{ start: "02:00", length: 4h }] }`,
  mend: "Let `after` (or the `silence` of the waves) be longer than the longest time for which the windows are shut, plus a reboot.",
  find: ({ policies }) =>
    policies.flatMap((policy) => [...haltOnSilence(policy), ...waves(policy)]),
};

function haltOnSilence(policy: PolicySubject): readonly Finding[] {
  const { kind, config } = policy.parts.health;
  if (kind !== "halt-on-silence") return [];
  const after = config["after"] as Time;
  const hosts = config["hosts"] as number;
  return late(policy, after, hosts).map(({ why, least }) => ({
    path: ["policies", policy.name, "health", "after"],
    found: `${policy.name} stops a release when ${hosts} hosts have been silent for ${timeInWords(after)}, but ${why}`,
    advice: `let after be ${nextTimeInWords(least)} or longer`,
  }));
}

function waves(policy: PolicySubject): readonly Finding[] {
  const { kind, config } = policy.parts.offer;
  if (kind !== "canary-waves") return [];
  const soak = config["soak"] as Time;
  const silence = config["silence"] as Time;
  if (silence === NEVER) return [];
  const many = (hosts: number) => largestWave(config) * hosts * (config["failures"] as number);
  const most = Math.max(...policy.groups.map(({ group }) => many(group.hosts)));
  return late(policy, soak + silence, Math.floor(most) + 1).map(({ why, least }) => ({
    path: ["policies", policy.name, "offer", "silence"],
    found: `${policy.name} holds a release when hosts of a wave are silent ${timeInWords(silence)} after its soak of ${timeInWords(soak)}, but ${why}`,
    advice: `let silence be ${nextTimeInWords(Math.max(0, least - soak))} or longer`,
  }));
}

function largestWave(config: Settings): number {
  const shares = config["waves"] as readonly number[];
  return Math.max(...shares.map((upTo, index) => upTo - (shares[index - 1] ?? 0)));
}

/** Why good hosts are silent for longer, and how long it has to be that they are not. At most one reason. */
function late(
  policy: PolicySubject,
  silence: Time,
  hosts: number,
): readonly { readonly why: string; readonly least: Time }[] {
  const { groups, parts } = policy;
  for (const one of groups) {
    if (one.group.hosts < hosts || !one.gate.automatic) continue;
    const { windows } = one.gate;
    if (windows !== undefined && windows.week.length > 0) {
      const gap = longestGap(windows);
      const least = gap + rebootTime(one);
      if (silence < least) {
        const why = `the windows of ${one.group.name} are shut for ${timeInWords(gap)} on end: a host that takes it then reports later`;
        return [{ why, least }];
      }
    }
    const line = sharesLock(policy) ? groups : [one];
    const hostsInLine = line.reduce((sum, { group }) => sum + group.hosts, 0);
    const granted = Math.floor(hostsInLine * shareAtOnce(parts.offer));
    const queue = queueTime(one, granted - hosts);
    if (silence < queue) {
      const why = `${granted} hosts of ${listInWords(line.map(({ group }) => group.name))} wait for ${one.gate.maxReboots} at a time, which takes the last ones ${timeInWords(queue)}`;
      return [{ why, least: queue }];
    }
  }
  return [];
}

/** Share of a group that an offer lets take a release in one moment. */
function shareAtOnce({ kind, config }: PartSubject): number {
  if (kind === "channel" || kind === "all-at-once") return 1;
  return kind === "canary-waves" ? largestWave(config) : 0;
}

/** How long a host waits that has so many before it at the lock [ms]; 0 without a lock. */
function queueTime(one: GroupSubject, before: number): Time {
  const { maxReboots } = one.gate;
  if (maxReboots === Number.POSITIVE_INFINITY || maxReboots === 0 || before < 0) return 0;
  return Math.floor(before / maxReboots) * rebootTime(one);
}
