import type { Settings } from "../../policies/merge-settings.js";
import type { Path } from "../../scenario/read-yaml.js";
import type { Time } from "../../support/time.js";
import { timeInWords } from "../in-words.js";
import type { PolicySubject, Subject } from "../subject.js";
import { channelsOf, listedReleases } from "../upstream.js";
import type { Finding, Warning } from "../warning.js";

/** An order that nobody can obey. */
export const orderWithoutEffect: Warning = {
  code: "order-without-effect",
  title: "An order without effect",
  why: "An order is given at its time and not repeated. Before its release has appeared, after the end of the run, without a halt that it could end, without a lock that it could take, or to hosts that cannot go back (packages with `downgrade: false`), it changes nothing, and what it was to show is not shown.",
  example: `policies:
  by-hand:
    preset: coreos-immediate
    operator: { kind: scripted, orders: [{ at: 1d, do: halt, version: 1.1.0 }] }
releases:
  - { version: 1.1.0, payload: 150MB, channels: { stable: 2d } }`,
  mend: "Give the order after its release has appeared and before the run ends, to hosts that can obey it.",
  find: (subject) =>
    subject.policies.flatMap((policy) => [...orders(policy, subject), ...recalls(policy)]),
};

interface Order {
  readonly at: Time;
  readonly do: "halt" | "resume" | "recall" | "unlock";
  readonly version?: string;
}

function orders(policy: PolicySubject, subject: Subject): readonly Finding[] {
  const { kind, config } = policy.parts.operator;
  if (kind !== "scripted") return [];
  const all = config["orders"] as readonly Order[];
  return all.flatMap((order, index) => {
    const reason = reasonOf(order, all, policy, subject);
    if (reason === undefined) return [];
    const { found, advice } = reason;
    return [{ path: ["policies", policy.name, "operator", "orders", index], found, advice }];
  });
}

type Reason = Pick<Finding, "found" | "advice">;

function reasonOf(
  order: Order,
  all: readonly Order[],
  policy: PolicySubject,
  { scenario }: Subject,
): Reason | undefined {
  const { at, do: what, version } = order;
  const told = `the order to ${what}${version === undefined ? "" : ` ${version}`} after ${timeInWords(at)}`;
  if (at >= scenario.horizon) {
    const found = `${told} comes when the run is over (${timeInWords(scenario.horizon)})`;
    return { found, advice: "give it earlier, or simulate a longer horizon" };
  }
  if (what === "unlock") {
    if (policy.groups.some(({ gate }) => gate.maxReboots !== Number.POSITIVE_INFINITY))
      return undefined;
    return {
      found: `${told} finds no lock: ${policy.name} has none`,
      advice: "leave it out, or give the policy a lock",
    };
  }
  const appears = firstOf(version, scenario);
  if (appears !== undefined && appears > at) {
    const found = `${told} comes before ${version ?? "any release"} has appeared (${appears === Number.POSITIVE_INFINITY ? "it never does" : `after ${timeInWords(appears)}`})`;
    return { found, advice: "give it after the release has appeared" };
  }
  if (what === "resume" && !isHeldBefore(order, all, policy)) {
    return { found: `${told} finds nothing halted`, advice: "give it after a halt" };
  }
  if (what === "recall" && cannotGoBack(policy)) {
    const found = `${told} is obeyed by nobody: ${policy.name} updates packages in place and has downgrade: false`;
    return {
      found,
      advice: "let the archive keep older versions (downgrade: true), or order a halt",
    };
  }
  return undefined;
}

/** When a release, or any, first appears; undefined: that depends on others (a fix). */
function firstOf(version: string | undefined, scenario: Subject["scenario"]): Time | undefined {
  const releases = listedReleases(scenario).map(({ release }) => release);
  const meant = releases.filter((release) => version === undefined || release.version === version);
  if (meant.length === 0) return undefined;
  // What a group runs at the start may be ordered back whenever.
  if (scenario.fleet.groups.some(({ release }) => release !== undefined && release === version))
    return undefined;
  const times = meant.flatMap((release) => channelsOf(release, scenario).map(({ at }) => at));
  return Math.min(Number.POSITIVE_INFINITY, ...times);
}

/** Whether something may have halted the release by then: an order, or a part that halts. */
function isHeldBefore(
  { at, version }: Order,
  all: readonly Order[],
  { parts }: PolicySubject,
): boolean {
  if (parts.health.kind !== "none" || parts.offer.kind === "canary-waves") return true;
  return all.some(
    (one) =>
      (one.do === "halt" || one.do === "recall") &&
      one.at < at &&
      (one.version === undefined || version === undefined || one.version === version),
  );
}

function cannotGoBack({ groups }: PolicySubject): boolean {
  return groups.every(({ mechanism }) => mechanism.kind === "in-place" && !mechanism.downgrade);
}

/** Settings of other parts that order hosts back. */
const RECALLS: readonly (readonly [part: "offer" | "health" | "operator", field: string])[] = [
  ["offer", "onFailure"],
  ["offer", "onWithdrawal"],
  ["health", "action"],
  ["operator", "action"],
];

function recalls(policy: PolicySubject): readonly Finding[] {
  if (!cannotGoBack(policy)) return [];
  return RECALLS.flatMap(([role, field]): Finding[] => {
    const config: Settings = policy.parts[role].config;
    if (config[field] !== "recall") return [];
    const path: Path = ["policies", policy.name, role, field];
    return [
      {
        path,
        found: `${field}: recall of ${policy.name} orders nobody back: it updates packages in place and has downgrade: false`,
        advice: "let the archive keep older versions (downgrade: true), or say halt",
      },
    ];
  });
}
