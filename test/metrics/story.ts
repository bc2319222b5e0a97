import { hostPartsOf } from "../../src/fleet/state/host-parts.js";
import type { FleetFacts } from "../../src/fleet/state/model.js";
import { Cause, ContainerPhase, HostPhase, ReleaseChange } from "../../src/fleet/state/phases.js";
import {
  type Transition,
  TransitionKind,
  type TransitionName,
  transitionNames,
} from "../../src/fleet/state/transitions.js";
import type { Invariant } from "../../src/invariants/invariant.js";
import type { Metric, MetricValues } from "../../src/metrics/metric.js";
import { HOUR } from "../../src/support/time.js";

type GroupFacts = FleetFacts["groups"][number];
type ReleaseFacts = FleetFacts["releases"][number];

export function group(overrides: Partial<GroupFacts> = {}): GroupFacts {
  const plain = {
    name: "web",
    first: 0,
    hosts: 4,
    channel: 0,
    initialRelease: -1,
    capacity: 10,
    tries: 1,
  } as const;
  return { ...plain, mechanism: "ab", ...overrides };
}

export function release(version: string, overrides: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return { version, bad: false, payload: 1, mechanisms: [], defects: [], ...overrides };
}

/** A fleet of four `ab` hosts in two zones, ten containers of one service without a budget, two good releases; one hour. */
export function fleet(overrides: Partial<FleetFacts> = {}): FleetFacts {
  const groups = overrides.groups ?? [group()];
  const services = overrides.services ?? [
    { name: "api", group: 0, first: 0, replicas: 10, minAvailable: 0, budgets: 0 },
  ];
  const hosts = groups.reduce((sum, each) => sum + each.hosts, 0);
  const containers = services.reduce((sum, service) => sum + service.replicas, 0);
  const indexOf = (n: number, parts: readonly { first: number }[]) =>
    parts.findLastIndex((part) => part.first <= n);
  const facts: Omit<FleetFacts, "parts"> = {
    horizon: HOUR,
    hosts,
    containers,
    zones: ["a", "b"],
    groups,
    services,
    releases: [release("1.0"), release("2.0")],
    channels: ["stable", "beta"],
    cohorts: ["standard"],
    racks: 1,
    asked: { slas: [24 * HOUR], splits: [] },
    zoneOf: Uint16Array.from({ length: hosts }, (_, host) => host % 2),
    groupOf: Uint16Array.from({ length: hosts }, (_, host) => indexOf(host, groups)),
    cohortOf: new Uint16Array(hosts),
    rackOf: new Uint32Array(hosts),
    serviceOf: Uint16Array.from({ length: containers }, (_, c) => indexOf(c, services)),
    // Before it is first moved a container is on host 0.
    homeOf: new Int32Array(containers),
    crews: 1,
    faults: [],
    ...overrides,
  };
  return { ...facts, parts: hostPartsOf(facts) };
}

type Numbers = Partial<Pick<Transition, "from" | "to" | "cause" | "detail">>;

/** A run told by hand: it remembers phases, causes and releases, so that each sentence names only what is new. */
export class Story {
  readonly transitions: Transition[] = [];
  private time = 0;
  private readonly hosts = new Map<number, readonly [phase: number, cause: number]>();
  private readonly containers = new Map<number, readonly [phase: number, cause: number]>();
  private readonly homes = new Map<number, number>();
  private readonly releases = new Map<number, number>();
  private readonly facts: FleetFacts;

  constructor(facts: FleetFacts = fleet()) {
    this.facts = facts;
  }

  at(time: number): this {
    this.time = time;
    return this;
  }

  tell(name: TransitionName, subject: number, numbers: Numbers = {}): this {
    const kind = TransitionKind[name];
    const zeros = { from: 0, to: 0, cause: 0, detail: 0 };
    this.transitions.push({ time: this.time, kind, subject, ...zeros, ...numbers });
    return this;
  }

  host(host: number, to: HostPhase, cause: Cause = Cause.Planned): this {
    const [from, detail] = this.hosts.get(host) ?? [HostPhase.Serving, Cause.Planned];
    this.hosts.set(host, [to, cause]);
    return this.tell("HostPhase", host, { from, to, cause, detail });
  }

  container(container: number, to: ContainerPhase, cause: Cause = Cause.Planned): this {
    const start = [ContainerPhase.Serving, Cause.Planned] as const;
    const [from, detail] = this.containers.get(container) ?? start;
    this.containers.set(container, [to, cause]);
    return this.tell("ContainerPhase", container, { from, to, cause, detail });
  }

  /** Moves a container; before it is first moved it is on host 0. */
  move(container: number, to: number): this {
    const from = this.homes.get(container) ?? 0;
    this.homes.set(container, to);
    return this.tell("ContainerMoved", container, { from, to });
  }

  runs(host: number, to: number, cause: ReleaseChange = ReleaseChange.Update): this {
    const initial = this.facts.groups[this.facts.groupOf[host]!]!.initialRelease;
    const from = this.releases.get(host) ?? initial;
    this.releases.set(host, to);
    return this.tell("RunningRelease", host, { from, to, cause });
  }
}

/** What a metric makes of a story. */
export function measure(
  metric: Metric,
  story: Story,
  facts: FleetFacts = fleet(),
): MetricValues["scalars"] {
  return fold(metric, story, facts).scalars;
}

/** Everything that a metric makes of a story. */
export function fold(metric: Metric, story: Story, facts: FleetFacts = fleet()): MetricValues {
  const state = metric.start(facts);
  replay(story.transitions, (name, transition) => metric.on[name]?.(state, transition, facts));
  return metric.finish(state, facts);
}

/** The breaches that an invariant finds in a story, the one at the end last. */
export function breaches(
  invariant: Invariant,
  story: Story,
  facts: FleetFacts = fleet(),
): readonly string[] {
  const found: (string | undefined)[] = [];
  const state = invariant.start(facts);
  replay(story.transitions, (name, transition) =>
    found.push(invariant.on[name]?.(state, transition, facts)),
  );
  found.push(invariant.finish?.(state, facts));
  return found.filter((message) => message !== undefined);
}

/** Hands transitions over in one object that is used again, as the simulator does. */
export function replay(
  transitions: readonly Transition[],
  receive: (name: TransitionName, transition: Transition) => void,
): void {
  const only: { -readonly [K in keyof Transition]: Transition[K] } = {
    time: 0,
    kind: 0,
    subject: 0,
    from: 0,
    to: 0,
    cause: 0,
    detail: 0,
  };
  for (const transition of transitions) {
    Object.assign(only, transition);
    receive(transitionNames[transition.kind]!, only);
  }
}
