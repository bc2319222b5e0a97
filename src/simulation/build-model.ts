/** From names to indices, from layers of settings to complete ones, from distributions to variates: what a run is made of. */
import { buildPlan } from "../faults/index.js";
import type { FaultSite } from "../faults/fault.js";
import {
  completeAgent,
  completeBoot,
  completeMechanism,
  completePeople,
  completeRuntime,
} from "../fleet/settings/defaults.js";
import { layOut } from "../fleet/state/layout.js";
import type {
  AgentModel,
  BootModel,
  GroupModel,
  MechanismModel,
  Model,
  RuntimeModel,
  ServiceModel,
} from "../fleet/state/model.js";
import type { PeopleModel } from "../fleet/people/people-model.js";
import { composePolicy } from "../policies/policy.js";
import { presets } from "../policies/index.js";
import { resolvePolicy, type ResolvedPolicy } from "../policies/policy-schema.js";
import { type SeedKey, seedKey, stream, uniform } from "../random/draw.js";
import { Purpose } from "../random/purposes.js";
import { variateOf } from "../random/variate-of.js";
import type { Scenario } from "../scenario/scenario.js";
import { startOf, timeOfWeek } from "../scenario/start-time.js";
import { invariant } from "../support/invariant.js";
import { NEVER, SECOND } from "../support/time.js";
import {
  askedInterval,
  intervalFuzz,
  nextInterval,
} from "../systems/update-engine/check-interval.js";
import { desiredHealthy } from "../systems/kubernetes/disruption-budget.js";
import { percentOf } from "../systems/kubernetes/int-or-percent.js";
import { askedOf } from "./asked.js";
import { lineUp } from "./line-up.js";
import { indexNames, type Names } from "./names.js";
import { externalPolicy, ownPolicy } from "./own-policies.js";
import { publish } from "./publications.js";
import { buildReleases } from "./releases.js";
import type { RunPolicy } from "./run.js";

/**
 * Builds the input of one replication under one policy. Publications and faults are the same for every policy; only the
 * settings of the hosts differ.
 *
 * @param policyName a policy of the scenario.
 * @param replication 0, 1, 2, …
 */
export function buildModel(scenario: Scenario, policyName: string, replication: number): Model {
  const policy = resolved(scenario, policyName);
  const key = seedKey(scenario.seed);
  const line = lineUp(scenario, { key, replication });
  const names = indexNames(scenario, line);
  const groups = buildGroups(scenario, names, policy);
  const { releases, defects, upstream } = buildReleases(scenario, line, names);
  const { bandwidth = NEVER, hostBandwidth, maxDownloads = NEVER } = scenario.server;
  const services = buildServices(scenario, names);
  const site = siteOf(scenario, { names, groups, services }, { key, replication });
  return {
    seed: scenario.seed,
    replication,
    horizon: scenario.horizon,
    weekOffset: timeOfWeek(scenario.start),
    startedAt: startOf(scenario.start),
    zones: names.zones,
    cohorts: names.cohorts,
    channels: names.channels,
    groups,
    services,
    releases,
    defects,
    publications: publish(upstream, { key, replication }, scenario.horizon),
    server: { bandwidth, hostBandwidth, maxDownloads },
    people: buildPeople(scenario),
    faults: buildPlan(scenario.faults, site),
    asked: askedOf(scenario, {
      service: services.length,
      group: groups.length,
      zone: names.zones.length,
      rack: site.racks,
      cohort: names.cohorts.length,
    }),
  };
}

/** A policy of a scenario, ready to decide. */
export function policyOf(scenario: Scenario, name: string): RunPolicy<unknown> {
  const { controller, parts } = resolved(scenario, name);
  if (controller !== undefined) return externalPolicy(name, controller);
  return composePolicy(parts) as RunPolicy<unknown>;
}

/** What is said of a policy of a scenario: its own words, or those of its preset. */
export function describePolicy(
  scenario: Scenario,
  name: string,
): { preset: string | null; description: string } {
  const { preset, description } = resolved(scenario, name);
  const doc = presets.find((one) => one.name === preset)?.doc;
  return { preset: preset ?? null, description: description ?? doc ?? "" };
}

function resolved(scenario: Scenario, name: string): ResolvedPolicy {
  const settings = scenario.policies[name];
  invariant(settings !== undefined, () => `expected a policy of ${scenario.name}, got ${name}`);
  return ownPolicy(name)?.resolved ?? resolvePolicy(settings);
}

/** The groups under a policy: what the policy says of the hosts lies over what the group says. */
function buildGroups(scenario: Scenario, names: Names, policy: ResolvedPolicy): GroupModel[] {
  let first = 0;
  return scenario.fleet.groups.map((group) => {
    const mechanism = completeMechanism([group.mechanism, policy.update]);
    const agent = completeAgent(mechanism.kind, [group.agent, policy.agent]);
    const runtime = completeRuntime([group.runtime, policy.runtime]);
    const boot = completeBoot(group.boot);
    first += group.hosts;
    return {
      name: group.name,
      first: first - group.hosts,
      hosts: group.hosts,
      zones: group.zones.map((zone) => names.zones.indexOf(zone)),
      rackSize: group.rackSize,
      cohortShares: names.sharesOf(group.cohorts),
      channel: names.channels.indexOf(group.channel),
      capacity: group.capacity,
      initialRelease: group.release === undefined ? -1 : names.versions.indexOf(group.release),
      mechanism: buildMechanism(mechanism),
      agent: buildAgent(agent),
      runtime: { ...runtime, restart: variateOf(runtime.restart) } satisfies RuntimeModel,
      boot: buildBoot(boot),
    };
  });
}

function buildMechanism(config: ReturnType<typeof completeMechanism>): MechanismModel {
  return {
    ...config,
    install: variateOf(config.install),
    provision: variateOf(config.provision),
  };
}

function buildAgent(config: ReturnType<typeof completeAgent>): AgentModel {
  const { kind, first, firstSpread } = config;
  const { period, jitter } = dictated(config);
  return {
    ...config,
    period,
    reportDelay: variateOf(config.reportDelay),
    // A check cannot be early by more than the time to it; a short period under a default jitter means that much jitter.
    firstSpread: Math.min(firstSpread, first),
    jitter: kind === "poll" ? Math.min(jitter, period) : jitter,
  };
}

/** How often an agent checks where the server says how often; only update_engine listens. */
function dictated({ protocol, pollInterval, period, jitter }: ReturnType<typeof completeAgent>) {
  if (protocol !== "update-engine" || pollInterval === 0) return { period, jitter };
  const asked = askedInterval(pollInterval / SECOND, 200, 0);
  return {
    period: nextInterval(asked) * SECOND,
    jitter: (intervalFuzz(asked) / 2) * SECOND,
  };
}

function buildBoot(config: ReturnType<typeof completeBoot>): BootModel {
  return {
    shutdown: variateOf(config.shutdown),
    firmware: variateOf(config.firmware),
    loader: variateOf(config.loader),
    kernel: variateOf(config.kernel),
    userland: variateOf(config.userland),
    runtime: variateOf(config.runtime),
  };
}

function buildPeople(scenario: Scenario): PeopleModel {
  const { crews, repair, fix, notice, hold } = completePeople(scenario.people);
  return {
    crews,
    repair: variateOf(repair),
    fix: variateOf(fix),
    notice: variateOf(notice),
    hold,
  };
}

function buildServices(scenario: Scenario, names: Names): ServiceModel[] {
  let first = 0;
  return scenario.services.map((service) => {
    first += service.replicas;
    return {
      name: service.name,
      group: names.groups.indexOf(service.group),
      first: first - service.replicas,
      replicas: service.replicas,
      start: variateOf(service.start),
      stop: variateOf(service.stop),
      pull: variateOf(service.pull),
      minAvailable: leastAvailable(service),
      budgets: budgetsOf(service),
      rescheduleAfter: service.rescheduleAfter,
      maxRestarts: service.restart.retries ?? NEVER,
      backOff: service.restart.backOff,
      backOffCap: service.restart.cap,
    };
  });
}

/** Fewest replicas that a budget lets evictions leave. */
function leastAvailable({ name, replicas, budget = {} }: Scenario["services"][number]): number {
  const { minAvailable, maxUnavailable } = budget;
  const least = desiredHealthy(
    { minAvailable: amountOf(minAvailable), maxUnavailable: amountOf(maxUnavailable) },
    replicas,
  );
  invariant(least !== undefined, () => `service ${name}: a budget that is no number`);
  return least;
}

function amountOf(amount: number | { readonly share: number } | undefined) {
  return typeof amount === "object" ? percentOf(amount.share) : amount;
}

/** Disruption budgets that cover the containers of a service. */
function budgetsOf({ budget }: Scenario["services"][number]): number {
  if (budget === undefined) return 0;
  return budget.overlapping === true ? 2 : 1;
}

/** What faults may know of the fleet of a model, and their luck: to plan other faults for the same world. */
export function faultSiteOf(scenario: Scenario, model: Model): FaultSite {
  const luck = { key: seedKey(model.seed), replication: model.replication };
  const names = indexNames(scenario, lineUp(scenario, luck));
  return siteOf(scenario, { names, ...model }, luck);
}

/** What faults may know of the fleet, and their luck. */
function siteOf(
  { horizon }: Scenario,
  { names, groups, services }: { names: Names } & Pick<Model, "groups" | "services">,
  { key, replication }: { key: SeedKey; replication: number },
): FaultSite {
  const luck = {
    victim: stream(key, Purpose.FaultVictim, replication),
    onset: stream(key, Purpose.FaultOnset, replication),
    duration: stream(key, Purpose.FaultDuration, replication),
  };
  return {
    horizon,
    zones: names.zones,
    cohorts: names.cohorts,
    releases: names.versions,
    services,
    groups,
    ...layOut(groups, stream(key, Purpose.Cohort, replication)),
    draw: (purpose, entity, occurrence) => uniform(luck[purpose], entity, occurrence),
  };
}
