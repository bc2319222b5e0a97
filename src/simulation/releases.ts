/** The releases of a scenario with their defects, and what upstream does with them. */
import { Component } from "../fleet/state/component.js";
import type { DefectModel, MechanismModel, ReleaseModel } from "../fleet/state/model.js";
import { variateOf } from "../random/variate-of.js";
import type { Release } from "../scenario/release-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import type { LinedUp } from "./line-up.js";
import type { Names } from "./names.js";
import type { TesterModel, Upstream, UpstreamRelease } from "./publications.js";

type DefectEntry = Release["defects"][number];

/** The components of a release as a bit set names them. */
const COMPONENTS = {
  kernel: Component.Kernel,
  userland: Component.Userland,
  runtime: Component.Runtime,
} as const;

/** What a fix does not share with the release it replaces: nothing is wrong with it, and it is never itself the end. */
const FIXED = {
  delta: 0,
  deltaFailure: 0,
  installFailure: 0,
  deadEnd: false,
  defects: [],
} as const;

/** Releases, defects and upstream of a model, all by index. */
export function buildReleases(
  scenario: Scenario,
  lineUp: readonly LinedUp[],
  names: Names,
): { releases: ReleaseModel[]; defects: DefectModel[]; upstream: Upstream } {
  const releases: ReleaseModel[] = [];
  const defects: DefectModel[] = [];
  const upstream: UpstreamRelease[] = [];
  const keys = new Map<string, number>();
  for (const { release: entry, key: luck, isDrawn } of lineUp) {
    const release = releases.length;
    const first = defects.length;
    for (const [index, one] of entry.defects.entries()) {
      const name = one.name ?? `${entry.version}#${index + 1}`;
      // Each release of a train has defects of its own; those of the list share the luck of a name.
      const key = isDrawn ? luck + index : (keys.get(name) ?? keys.size);
      if (!isDrawn) keys.set(name, key);
      defects.push(buildDefect(one, { name, key, release }, names));
    }
    const own = defects.slice(first);
    const components = componentsOf(entry);
    // What a release does not bring it does not break, whatever takes it.
    const isBrought = ({ component }: DefectModel) => (components & (1 << component)) !== 0;
    const { version, payload, fix, barrier, deadEnd, security, rollbackIndex } = entry;
    const { delta = 0, deltaFailure, installFailure } = entry;
    const built: ReleaseModel = {
      version,
      key: luck,
      payload,
      delta,
      deltaFailure,
      installFailure,
      components,
      mechanisms: mechanismsOf(entry),
      barrier,
      deadEnd,
      security,
      rollbackIndex,
      defects: own.flatMap((one, index) => (isBrought(one) ? [first + index] : [])),
    };
    releases.push(built);
    if (fix !== undefined) {
      const { version, payload = built.payload } = fix;
      releases.push({ ...built, ...FIXED, version, key: luck + 1, payload });
    }
    upstream.push({
      release,
      key: luck,
      offsets: names.channels.map((channel) => entry.channels[channel]),
      defects: own.filter((one, index) => entry.defects[index]!.detectable && isBrought(one)),
      fix: fix && { release: release + 1, after: variateOf(fix.after) },
    });
  }
  return {
    releases,
    defects,
    upstream: { channels: testersOf(scenario, names), releases: upstream },
  };
}

function componentsOf({ packages = ["kernel", "userland", "runtime"] }: Release): number {
  return packages.reduce((set, component) => set | (1 << COMPONENTS[component]), 0);
}

function mechanismsOf({ for: mechanisms = [] }: Release): readonly MechanismModel["kind"][] {
  return mechanisms;
}

function buildDefect(
  entry: DefectEntry,
  identity: Pick<DefectModel, "name" | "key" | "release">,
  names: Names,
): DefectModel {
  const { kind, per, probability, runtimes = [], minContainers, capacityShare = 0 } = entry;
  return {
    ...identity,
    kind,
    component: COMPONENTS[entry.component],
    per,
    probability,
    cohorts: (entry.cohorts ?? []).map((cohort) => names.cohorts.indexOf(cohort)),
    runtimes,
    groups: (entry.groups ?? []).map((group) => names.groups.indexOf(group)),
    minContainers,
    after: variateOf(entry.after),
    capacityShare,
  };
}

/** Those who test on each channel; nobody on a channel that the scenario does not describe. */
function testersOf({ channels }: Scenario, names: Names): TesterModel[] {
  return names.channels.map((name) => {
    const channel = channels[name];
    const { testers = 0, containers = 0, reports = 1, cohorts = {} } = channel ?? {};
    return {
      testers,
      containers,
      reports,
      updateWithin: variateOf(channel?.updateWithin ?? AT_ONCE),
      reaction: variateOf(channel?.reaction ?? AT_ONCE),
      cohortShares: names.sharesOf(cohorts),
    };
  });
}

const AT_ONCE = { dist: "constant", value: 0 } as const;
