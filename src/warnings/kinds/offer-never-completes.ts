import type { Settings } from "../../policies/merge-settings.js";
import { DAY, NEVER, type Time } from "../../support/time.js";
import { isUnlimited } from "../../systems/nebraska/rollout-policy.js";
import { nextTimeInWords, timeInWords } from "../in-words.js";
import type { PolicySubject, Subject } from "../subject.js";
import { firstRelease } from "../upstream.js";
import type { Finding, Warning } from "../warning.js";

/** A way of offering releases that does not get through the fleet before the run ends. */
export const offerNeverCompletes: Warning = {
  code: "offer-never-completes",
  title: "An offer that never reaches the whole fleet",
  why: "Waves with their soaks, ramps, deferrals and quotas take their time. Where even the first release cannot have been offered to everybody when the run ends, or an offer stops short of the fleet by its settings, the policy is compared for the part of the rollout that it made.",
  example: `horizon: 3d
releases:
  - { version: 1.1.0, payload: 150MB, channels: { stable: 1d } }
policies:
  careful: { preset: canary-waves, offer: { waves: [10%, 25%, 50%, 100%], soak: 24h } }`,
  mend: "Simulate a longer `horizon`, publish the release earlier, or let the offer widen faster.",
  find: (subject) =>
    subject.policies.flatMap((policy) => {
      const reason = reasonOf(policy, subject);
      if (reason === undefined) return [];
      const { field, found, advice } = reason;
      return [{ path: ["policies", policy.name, "offer", field], found, advice }];
    }),
};

interface Reason extends Pick<Finding, "found" | "advice"> {
  readonly field: string;
}

function reasonOf(policy: PolicySubject, subject: Subject): Reason | undefined {
  const { kind, config } = policy.parts.offer;
  const largest = Math.max(...policy.groups.map(({ group }) => group.hosts));
  const first = Math.min(
    ...policy.groups.map((one) => firstRelease(one.channel, subject.scenario)),
  );
  const left = subject.scenario.horizon - first;
  if (left <= 0) return undefined;
  const stops = stopsShort(kind, config, largest);
  if (stops !== undefined) return { ...stops, found: `${policy.name} ${stops.found}` };
  const { field, takes } = durationOf(kind, config, largest);
  if (takes < left) return undefined;
  return {
    field,
    found: `${policy.name} needs ${timeInWords(takes)} to offer a release to everybody, and there are ${timeInWords(left)} from the first release to the end`,
    advice: `simulate ${nextTimeInWords(first + takes)} or longer, or let the offer widen faster`,
  };
}

/** Why an offer never gets to everybody, however long one waits. */
function stopsShort(kind: string, config: Settings, hosts: number): Reason | undefined {
  if (kind === "linear-ramp" && config["duration"] === NEVER) {
    const share = (config["startShare"] as number) + (config["eager"] as number);
    if (share >= 1) return undefined;
    const found = `offers every release to ${Math.round(100 * share)} % of the hosts for good: its ramp never rises`;
    return { field: "duration", found, advice: "give the ramp a duration" };
  }
  if (kind === "max-devices" && (config["max"] as number) < hosts) {
    const found = `grants each release to ${String(config["max"])} hosts of a group in all, and the largest has ${hosts}`;
    return { field: "max", found, advice: `grant it to ${hosts} or more` };
  }
  if (kind === "nebraska" && config["officeHours"] === true && config["timeZone"] === undefined) {
    const found =
      "grants in office hours alone, which never come without a time zone that is known";
    return { field: "officeHours", found, advice: "name a timeZone, such as Europe/Berlin" };
  }
  return undefined;
}

/** How long an offer takes at least to get to everybody, and the setting that it is by [ms]. */
function durationOf(
  kind: string,
  config: Settings,
  hosts: number,
): { readonly field: string; readonly takes: Time } {
  switch (kind) {
    case "canary-waves": {
      const waves = config["waves"] as readonly number[];
      return { field: "waves", takes: (waves.length - 1) * (config["soak"] as Time) };
    }
    case "linear-ramp":
      return {
        field: "duration",
        takes:
          config["duration"] === NEVER
            ? 0
            : (config["delay"] as Time) + (config["duration"] as Time),
      };
    case "rings": {
      const rings = config["rings"] as readonly { readonly deferral: Time }[];
      return { field: "rings", takes: rings.at(-1)!.deferral };
    }
    case "staged": {
      const schedule = config["schedule"] as readonly (readonly [days: number, percent: number])[];
      return { field: "schedule", takes: (schedule.at(-1)?.[0] ?? 0) * DAY };
    }
    case "nebraska": {
      const [max, period] = [config["max"] as number, config["period"] as Time];
      const rounds = isUnlimited(max) ? 0 : Math.ceil(hosts / max) - 1;
      return { field: "max", takes: rounds * period };
    }
    default:
      return { field: "kind", takes: 0 };
  }
}
