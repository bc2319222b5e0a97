import type { Model } from "../../fleet/state/model.js";
import { ContainerPhase, HostPhase, isUp } from "../../fleet/state/phases.js";
import { TransitionKind, type Transition } from "../../fleet/state/transitions.js";

/** Events that hardly ever happen, and how near a run is to one: what is down at present. */

/** What is counted: hosts that are not up, hosts that nothing but power or people brings back, or containers of a service that do not serve. */
export const rareEventKinds = ["hosts-down", "hosts-stranded", "replicas-down"] as const;

/** An event: so many are down at one time. */
export interface RareEvent {
  readonly kind: (typeof rareEventKinds)[number];
  /** Position of the service in the scenario; only `replicas-down`. */
  readonly service?: number;
  /** How many at once [hosts or containers], at least 1. */
  readonly atLeast: number;
}

/** The most that can be down at one time. */
export function mostOf(
  { groups, services }: Fleet,
  { kind, service }: Pick<RareEvent, "kind" | "service">,
): number {
  if (kind === "replicas-down") return services[service!]!.replicas;
  return groups.reduce((sum, { hosts }) => sum + hosts, 0);
}

interface Fleet {
  readonly groups: readonly { readonly hosts: number }[];
  readonly services: readonly { readonly replicas: number }[];
}

/** By how much a transition changes the number of those that are down. */
export function stepsOf(model: Model, event: RareEvent): (transition: Transition) => number {
  if (event.kind === "replicas-down") {
    const { first, replicas } = model.services[event.service!]!;
    return ({ kind, subject, from, to }) =>
      kind === TransitionKind.ContainerPhase && subject >= first && subject < first + replicas
        ? Number(from === ContainerPhase.Serving) - Number(to === ContainerPhase.Serving)
        : 0;
  }
  const isDown = event.kind === "hosts-down" ? isNotUp : isStranded;
  return ({ kind, from, to }) =>
    kind === TransitionKind.HostPhase ? Number(isDown(to)) - Number(isDown(from)) : 0;
}

function isNotUp(phase: number): boolean {
  return !isUp(phase as HostPhase);
}

function isStranded(phase: number): boolean {
  return phase === HostPhase.Down || phase === HostPhase.UnderRepair;
}
