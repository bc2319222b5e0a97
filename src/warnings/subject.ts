import type { Gate, View } from "../fleet/control/policy-contract.js";
import {
  completeAgent,
  completeBoot,
  completeMechanism,
  type CompleteAgent,
  type CompleteBoot,
  type CompleteMechanism,
  completeRuntime,
  type CompleteRuntime,
} from "../fleet/settings/defaults.js";
import { OPEN_GATE } from "../policies/gate-settings.js";
import type { Settings } from "../policies/merge-settings.js";
import type { PartRole } from "../policies/part.js";
import { resolvePolicy } from "../policies/policy-schema.js";
import type { BoundPart } from "../policies/policy.js";
import type { DistributionConfig } from "../random/distribution.js";
import type { Scenario } from "../scenario/scenario.js";
import { startOf, timeOfWeek } from "../scenario/start-time.js";
import type { Time } from "../support/time.js";
import { quantileOf } from "./quantile.js";
import { listedReleases } from "./upstream.js";

/** A scenario as warnings look at it: as it is written, as it is decoded, and as each policy makes it. */
export interface Subject {
  readonly scenario: Scenario;
  /** As written: aliases resolved, presets not filled in. */
  readonly data: Settings;
  /** Those that are made of stock parts, in the order of the file. */
  readonly policies: readonly PolicySubject[];
  /** Names of channels that a group or a policy follows. */
  readonly followed: ReadonlySet<string>;
}

/** A policy as it is run. */
export interface PolicySubject {
  readonly name: string;
  /** Kind and settings of each part, decoded. */
  readonly parts: Readonly<Record<PartRole, PartSubject>>;
  /** In the order of the fleet. */
  readonly groups: readonly GroupSubject[];
}

/** A part of a policy. */
export interface PartSubject {
  readonly kind: string;
  readonly config: Settings;
}

/** A group under a policy. */
export interface GroupSubject {
  readonly group: Scenario["fleet"]["groups"][number];
  readonly index: number;
  readonly mechanism: CompleteMechanism;
  readonly agent: CompleteAgent;
  readonly runtime: CompleteRuntime;
  readonly boot: CompleteBoot;
  /** As it is at the start of a run. */
  readonly gate: Gate;
  /** Channels on which it would take a release; undefined: any. */
  readonly channel: string | undefined;
  readonly services: readonly Scenario["services"][number][];
}

/** Looks at a scenario. Programs that decide have no parts to look at, and are left out. */
export function subjectOf(scenario: Scenario, data: Settings): Subject {
  const policies = Object.entries(scenario.policies).flatMap(([name, settings]) => {
    const policy = resolvePolicy(settings);
    if (policy.controller !== undefined) return [];
    const partOf = (role: PartRole): BoundPart =>
      policy.parts.find(({ part }) => part.role === role)!;
    const parts = {
      offer: asPart(partOf("offer")),
      reboot: asPart(partOf("reboot")),
      health: asPart(partOf("health")),
      operator: asPart(partOf("operator")),
    };
    const gates = gatesOf(partOf("reboot"), scenario);
    const groups = scenario.fleet.groups.map((group, index): GroupSubject => {
      const mechanism = completeMechanism([group.mechanism, policy.update]);
      return {
        group,
        index,
        mechanism,
        agent: completeAgent(mechanism.kind, [group.agent, policy.agent]),
        runtime: completeRuntime([group.runtime, policy.runtime]),
        boot: completeBoot(group.boot),
        gate: gates[index]!,
        channel: channelOf(parts.offer, group.channel),
        services: scenario.services.filter((service) => service.group === group.name),
      };
    });
    return [{ name, parts, groups }];
  });
  const followed = policies.flatMap(({ groups }) => groups.map(({ channel }) => channel));
  const isAny = followed.includes(undefined) || policies.length === 0;
  const all = listedReleases(scenario).flatMap(({ release }) => Object.keys(release.channels));
  return {
    scenario,
    data,
    policies,
    followed: new Set(isAny ? all : followed.filter((channel) => channel !== undefined)),
  };
}

function asPart({ part, config }: BoundPart): PartSubject {
  return { kind: part.name, config: config as Settings };
}

/** The channel that an offer follows for a group; undefined: whichever is first. */
function channelOf({ kind, config }: PartSubject, own: string): string | undefined {
  const { channel = kind === "all-at-once" ? "earliest" : "own" } = config;
  return channel === "earliest" ? undefined : channel === "own" ? own : String(channel);
}

/** The gate of each group, as the reboot part sets it first. */
function gatesOf({ part, config }: BoundPart, scenario: Scenario): readonly Gate[] {
  const { groups } = scenario.fleet;
  const view: View = {
    now: 0,
    timeOfWeek: timeOfWeek(scenario.start),
    startedAt: startOf(scenario.start),
    channels: [],
    groups: groups.map(({ name, hosts }) => ({
      name,
      hosts,
      channel: -1,
      holders: 0,
      oldestLock: undefined,
    })),
    releases: [],
  };
  const { commands } = part.decide(view, part.start(config), config);
  const open: Gate = {
    ...OPEN_GATE,
    drain: { kind: "none", timeout: 0, atTimeout: "reboot", retry: 0 },
  };
  const gates = commands.filter((command) => command.kind === "gate");
  return groups.map((_, index) => gates.find(({ group }) => group === index)?.gate ?? open);
}

/** How long a planned reboot takes, half of the time, without its drain [ms]. */
export function rebootTime({ boot, mechanism }: Pick<GroupSubject, "boot" | "mechanism">): Time {
  const stages = [boot.shutdown, boot.firmware, boot.loader, boot.kernel, boot.userland];
  const made = mechanism.kind === "image-replace" ? [mechanism.provision] : [];
  return [...stages, boot.runtime, ...made].reduce((sum, one) => sum + medianOf(one), 0);
}

/** The value that half of the draws stay below. */
export function medianOf(distribution: DistributionConfig): number {
  return quantileOf(distribution, 0.5);
}
