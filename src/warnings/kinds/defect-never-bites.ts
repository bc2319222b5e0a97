import { defectKindOf } from "../../fleet/defects/index.js";
import type { Scenario } from "../../scenario/scenario.js";
import { quantileOf } from "../quantile.js";
import { listInWords } from "../../support/list-in-words.js";
import { timeInWords } from "../in-words.js";
import type { GroupSubject, PolicySubject, Subject } from "../subject.js";
import { type Defect, type Release, releasePath, listedReleases } from "../upstream.js";
import type { Warning } from "../warning.js";

/** A defect that nothing in the fleet can be hit by. */
export const defectNeverBites: Warning = {
  code: "defect-never-bites",
  title: "A defect that can never bite",
  why: "A defect bites hosts that run the component that carries it and are what it is limited to. Where the release does not bring that component, or no host is in the groups, cohorts and runtimes named, or holds containers enough, nothing ever happens, and every policy looks safe.",
  example: `releases:
  - version: 1.1.0
    payload: 40MB
    packages: [runtime]
    channels: { stable: 2d }
    defects: [{ kind: kernel-panic, probability: 10% }]`,
  mend: "Let the defect be of a component that the release brings, and of hosts that the fleet has.",
  find: (subject) =>
    listedReleases(subject.scenario).flatMap(({ release, index }) =>
      release.defects.flatMap((defect, at) => {
        const reason = reasonOf(defect, release, subject);
        if (reason === undefined) return [];
        const { field, found, advice } = reason;
        return [
          {
            path: releasePath(index, "defects", at, ...(field === undefined ? [] : [field])),
            found: `this ${defect.kind} of ${release.version} never bites: ${found}`,
            advice,
          },
        ];
      }),
    ),
};

interface Reason {
  readonly field?: string;
  readonly found: string;
  readonly advice: string;
}

function reasonOf(defect: Defect, release: Release, subject: Subject): Reason | undefined {
  return (
    bySettings(defect, release, subject) ??
    byHosts(defect, subject.scenario) ??
    byPolicies(defect, release, subject)
  );
}

/** A defect has many chances; what comes sooner than in one of so many is as good as never. */
const SOONEST = 1e-5;

function bySettings(
  { probability, capacityShare, component, after }: Defect,
  { packages, channels }: Release,
  { scenario }: Subject,
): Reason | undefined {
  if (probability === 0) {
    return {
      field: "probability",
      found: "its probability is 0",
      advice: "give it one, or leave the defect out",
    };
  }
  if (capacityShare === 0) {
    return {
      field: "capacityShare",
      found: "the share of capacity it takes is 0",
      advice: "give it one, or leave the defect out",
    };
  }
  if (packages !== undefined && !packages.includes(component)) {
    return {
      field: "component",
      found: `it is of the ${component}, and the release brings the ${listInWords(packages)} alone`,
      advice: `let it be of the ${listInWords(packages)}, or let the release bring the ${component}`,
    };
  }
  const offsets = Object.values(channels).filter((at) => at !== undefined);
  const first = Math.min(...offsets);
  if (
    offsets.length > 0 &&
    first < scenario.horizon &&
    first + quantileOf(after, SOONEST) >= scenario.horizon
  ) {
    return {
      field: "after",
      found: `it comes ${timeInWords(quantileOf(after, SOONEST))} after its chance at the earliest, and the run is over by then`,
      advice: "let it bite sooner, or simulate a longer horizon",
    };
  }
  return undefined;
}

type Group = Scenario["fleet"]["groups"][number];

/** Hosts expected in a group below which there is none in all but one replication of a hundred. */
const SOME = 0.01;

/** Hosts of a group in some cohorts, expected. */
function hostsIn({ hosts, cohorts }: Group, wanted: readonly string[] | undefined): number {
  if (wanted === undefined) return hosts;
  const named = Object.values(cohorts).reduce((sum, share) => sum + share, 0);
  const share = wanted.reduce(
    (sum, one) => sum + (one === "standard" ? Math.max(0, 1 - named) : (cohorts[one] ?? 0)),
    0,
  );
  return share * hosts;
}

function targeted({ fleet }: Scenario, { groups }: Defect): readonly Group[] {
  return fleet.groups.filter(({ name }) => groups?.includes(name) ?? true);
}

function byHosts(defect: Defect, scenario: Scenario): Reason | undefined {
  const { cohorts, groups, minContainers, per, kind } = defect;
  const meant = targeted(scenario, defect);
  const of = groups === undefined ? "the fleet" : listInWords(groups);
  if (meant.every((group) => hostsIn(group, cohorts) < SOME)) {
    return {
      field: "cohorts",
      found: `no host of ${of} is of ${listInWords(cohorts ?? [])}`,
      advice: "name a cohort that those hosts have a share of",
    };
  }
  const most = meant.map(({ name, capacity }) => {
    const replicas = scenario.services.filter(({ group }) => group === name);
    return Math.min(
      capacity,
      replicas.reduce((sum, one) => sum + one.replicas, 0),
    );
  });
  const fullest = Math.max(0, ...most);
  if (minContainers > fullest) {
    return {
      field: "minContainers",
      found: `it needs ${minContainers} containers on a host, and a host of ${of} never holds more than ${fullest}`,
      advice: `let ${Math.max(0, fullest)} or fewer suffice, or give the hosts more to hold`,
    };
  }
  const needsStarts =
    per === "container-start" || defectKindOf(kind).moment.at === "container-start";
  if (needsStarts && fullest === 0) {
    return {
      found: `it bites when containers start, and ${of} runs none`,
      advice: "give those hosts a service",
    };
  }
  return undefined;
}

function byPolicies(defect: Defect, release: Release, subject: Subject): Reason | undefined {
  const { policies, scenario } = subject;
  if (policies.length < Object.keys(scenario.policies).length || policies.length === 0)
    return undefined;
  const meant = new Set(targeted(scenario, defect).map(({ name }) => name));
  const all = policies
    .flatMap(({ groups }) => groups)
    .filter(({ group }) => meant.has(group.name) && hostsIn(group, defect.cohorts) >= SOME);
  const { runtimes } = defect;
  const runs = ({ runtime }: GroupSubject) => runtimes?.includes(runtime.kind) ?? true;
  const of = defect.groups === undefined ? "the fleet" : listInWords(defect.groups);
  if (!all.some(runs)) {
    const actual = [...new Set(all.map(({ runtime }) => runtime.kind))];
    return {
      field: "runtimes",
      found: `it is limited to ${listInWords(runtimes ?? [])}, and ${of} runs ${listInWords(actual)} under every policy`,
      advice: `name a runtime that it has, or give a group runtime: ${runtimes?.[0] ?? "docker"}`,
    };
  }
  const takes = ({ mechanism }: GroupSubject) => release.for?.includes(mechanism.kind) ?? true;
  if (!all.some(takes)) {
    return {
      found: `the release is for ${listInWords(release.for ?? [])}, and no host of ${of} updates that way under any policy`,
      advice: "let the release be for a mechanism that those hosts have",
    };
  }
  if (
    defect.per === "installation" &&
    !all.some(({ mechanism }) => mechanism.kind === "in-place")
  ) {
    return {
      field: "per",
      found: `it bites where its package is installed in place, and no host of ${of} updates that way under any policy`,
      advice: "let it be per host or per boot, or compare a policy of packages",
    };
  }
  if (bitesAtBoot(defect) && scenario.faults.length === 0 && !policies.some(reboots)) {
    return {
      found: "it bites when a host boots, and hosts reboot by hand alone under every policy",
      advice: "compare a policy that reboots, or give the manual one a patchDay",
    };
  }
  if (!all.some((one) => runs(one) && takes(one))) {
    return {
      found: `no host of ${of} both takes the release and runs ${listInWords(runtimes ?? [])} under any policy`,
      advice: "let it be of hosts that take the release",
    };
  }
  return undefined;
}

/** Whether a defect takes its chance at a boot, not when a daemon or a container starts. */
function bitesAtBoot({ kind, per, component }: Defect): boolean {
  if (per !== "host" && per !== "boot") return false;
  const { at } = defectKindOf(kind).moment;
  // A new userland restarts what it brings, without a boot.
  return at === "kernel" || (at === "userland" && component !== "userland");
}

/** Whether hosts reboot under a policy, by themselves or on days when people do it. */
function reboots({ parts: { reboot }, groups }: PolicySubject): boolean {
  if (groups.some(({ gate, mechanism }) => gate.automatic || mechanism.kind !== "in-place"))
    return true;
  return (reboot.config["patchDay"] ?? null) !== null;
}
