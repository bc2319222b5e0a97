import type { LoaderName } from "../../systems/loaders/index.js";
import type { Variate } from "../../random/variate.js";
import type { Time } from "../../support/time.js";
import type { Asked } from "./asked.js";
import type { Component } from "./component.js";
import type { DefectReach } from "../defects/defect-reach.js";
import type { FaultPlan } from "../effects/effects.js";
import type { HostParts } from "./host-parts.js";
import type { PeopleModel } from "../people/people-model.js";
import type { ServerModel } from "../update/server-model.js";

/**
 * The resolved input of one replication: names became indices, durations became [ms], distributions became variates.
 * Built from a scenario and one policy by `simulation/`; never written to while a replication runs.
 */
export interface Model {
  /** Seed text and replication number: together they name the luck. */
  readonly seed: string;
  readonly replication: number;
  /** When the run stops [ms]. */
  readonly horizon: Time;
  /** Time of the week at which the run starts [ms since Monday 00:00 UTC]; windows and working hours are counted from it. */
  readonly weekOffset: Time;
  /** Moment at which the run starts [ms since 1970-01-01 00:00 UTC]; only calendars need it. */
  readonly startedAt: number;
  readonly zones: readonly string[];
  readonly cohorts: readonly string[];
  readonly channels: readonly string[];
  readonly groups: readonly GroupModel[];
  readonly services: readonly ServiceModel[];
  /** In the order in which a host prefers them: a later index is a newer release. Index 0.. are those of the scenario. */
  readonly releases: readonly ReleaseModel[];
  /** Every defect of every release; `ReleaseModel.defects` are indices into it. */
  readonly defects: readonly DefectModel[];
  /** What happened upstream and when: the same for every policy. In the order of time. */
  readonly publications: readonly Publication[];
  readonly server: ServerModel;
  readonly people: PeopleModel;
  readonly faults: FaultPlan;
  readonly asked: Asked;
}

/** Hosts that are alike. Its hosts are `first .. first + hosts - 1`. */
export interface GroupModel {
  readonly name: string;
  readonly first: number;
  readonly hosts: number;
  /** Zones its hosts are dealt to in turn, as indices. */
  readonly zones: readonly number[];
  /** Hosts a rack holds; racks never span zones. */
  readonly rackSize: number;
  /** Share of its hosts in each hardware cohort, in the order of `Model.cohorts`; sums to 1. Membership is a keyed draw. */
  readonly cohortShares: readonly number[];
  /** Index of the channel it follows. */
  readonly channel: number;
  /** Containers a host can hold [containers]. */
  readonly capacity: number;
  /** Release that its hosts run at the start: an index, or -1 for "older than every release of the scenario". */
  readonly initialRelease: number;
  readonly mechanism: MechanismModel;
  readonly agent: AgentModel;
  readonly runtime: RuntimeModel;
  readonly boot: BootModel;
}

/** How a host takes an update and how it recovers from a bad one. */
export interface MechanismModel {
  readonly kind: "ab" | "in-place" | "image-replace" | "ostree";
  /** Trial boots granted to a freshly written slot [boots], 1..15. Only `ab`. */
  readonly tries: number;
  readonly loader: LoaderName;
  /** Who says that a new slot is good. Only where the loader counts boots. */
  readonly markGoodRule: "timer" | "unit" | "health" | "commit";
  /** Time from userland up, or from the containers started, to the slot being marked good [ms]. */
  readonly markGood: Time;
  /** What `health` and `commit` look at. */
  readonly healthChecks: readonly ("network" | "runtime" | "workload")[];
  readonly failedCheck: "reboot" | "roll-back";
  /** Which slot an installer writes to: not the one the host runs from, or the one beside the last upgrade. */
  readonly installTarget: "inactive" | "upgraded";
  /** Writing the slot, or unpacking the packages [ms]. */
  readonly install: Variate;
  /** A hung boot is reset after this long [ms]; `NEVER` without a watchdog. */
  readonly watchdog: Time;
  /** From a panic to the reset [ms]; `NEVER` when the kernel stays in its panic. */
  readonly panicReboot: Time;
  /** Whether an interrupted package installation is mended by the next run of the updater. Only `in-place`. */
  readonly autoFix: boolean;
  /** Probability that a host with half-configured packages cannot boot [0..1]. Only `in-place`. */
  readonly unbootableShare: number;
  /** Whether an order to go back finds the versions before: an archive keeps them. Only `in-place`. */
  readonly downgrade: boolean;
  /** Making a new instance, from request to its first boot [ms]. Only `image-replace`. */
  readonly provision: Variate;
  /** Instances made from a bad image before people are called [instances]. Only `image-replace`. */
  readonly replaceAttempts: number;
  /** Whether a host refuses a release that failed on it. */
  readonly quarantine: boolean;
}

/** When a host asks for updates and what it says. */
export interface AgentModel {
  /** First check after boot: `first ± firstSpread`, uniform [ms]. */
  readonly first: Time;
  readonly firstSpread: Time;
  /** `poll`: every `period ± jitter`, uniform. `daily`: at `at` of the UTC day + U(0, jitter). */
  readonly kind: "poll" | "daily";
  /** Whose rules hold after an error and through an update. */
  readonly protocol: "plain" | "update-engine" | "zincati" | "mender" | "balena";
  readonly period: Time;
  readonly jitter: Time;
  readonly at: Time;
  /** Wait before a failed download is tried again [ms]. */
  readonly retry: Time;
  /** Whether it takes deltas where it can. */
  readonly deltas: boolean;
  /** Whether it waits for days before it downloads a full payload again. */
  readonly backoff: boolean;
  /** URLs of a payload, and downloads in a row that break off before the next one is tried. */
  readonly urls: number;
  readonly urlFailures: number;
  /** From something happening to the server hearing of it [ms]. */
  readonly reportDelay: Variate;
  /** Probability that a report never arrives [0..1]. */
  readonly reportLoss: number;
  /** Probability that a report arrives a second time [0..1]. */
  readonly reportDuplicates: number;
  /** A host that fell back reports success (update_engine does). */
  readonly successAfterFallback: boolean;
}

/** The container runtime of a host. */
export interface RuntimeModel {
  readonly kind: "docker" | "rkt" | "containerd";
  /** Whether running containers outlive a restart of the daemon. Always so for rkt (no daemon) and containerd (shims). */
  readonly liveRestore: boolean;
  /** A restart of the daemon [ms]. */
  readonly restart: Variate;
}

/** The stages of a boot, each a time [ms]. */
export interface BootModel {
  readonly shutdown: Variate;
  readonly firmware: Variate;
  readonly loader: Variate;
  readonly kernel: Variate;
  readonly userland: Variate;
  readonly runtime: Variate;
}

/** Containers that do the same work. Its containers are `first .. first + replicas - 1`. */
export interface ServiceModel {
  readonly name: string;
  /** Index of the group whose hosts may run it. */
  readonly group: number;
  readonly first: number;
  readonly replicas: number;
  readonly start: Variate;
  readonly stop: Variate;
  /** Image pull when a container is placed on another host [ms]. */
  readonly pull: Variate;
  /** Fewest serving replicas that an eviction may leave [containers]; 0 where there is no budget. */
  readonly minAvailable: number;
  /** Disruption budgets that cover its containers: none, one, or two, with which no eviction is ever granted. */
  readonly budgets: number;
  /** A host down this long loses its containers, and they are started elsewhere [ms]; `NEVER` keeps them on it. */
  readonly rescheduleAfter: Time;
  /** Failed starts of a container in a row before it stays down [starts]; Infinity: it goes on. */
  readonly maxRestarts: number;
  /** Wait after the first failed start [ms]; doubled at each further one up to `backOffCap`. */
  readonly backOff: Time;
  readonly backOffCap: Time;
}

/** An image version, or a set of packages. */
export interface ReleaseModel {
  readonly version: string;
  /** Size of the download [bytes]. */
  readonly payload: number;
  /** Size of the delta from the release before it [bytes]; 0: there is none. */
  readonly delta: number;
  /** Share of hosts on which the delta does not apply, and on which not even the full payload can be installed [0..1]. */
  readonly deltaFailure: number;
  readonly installFailure: number;
  /** Names its luck: its index among the listed releases, or a number of at least 4096 for one that a train brings. */
  readonly key: number;
  /** Components it brings, as a bit set of `1 << Component`. */
  readonly components: number;
  /** Mechanisms that can take it; empty: all. */
  readonly mechanisms: readonly MechanismModel["kind"][];
  /** Indices of its defects. */
  readonly defects: readonly number[];
  /** Every host has to run it before it may take a newer one. */
  readonly barrier: boolean;
  /** Hosts that run it are offered nothing any more. */
  readonly deadEnd: boolean;
  /** Comes from a pocket whose updates are never phased. */
  readonly security: boolean;
  /** What a device that has booted it will not go below again; only loader `avb`. */
  readonly rollbackIndex: number;
}

/** Something wrong with a release. */
export interface DefectModel {
  /** Releases may share a defect (an image and a package of the same bug): the same name is the same luck. */
  readonly name: string;
  /** Luck key: equal for defects of one name. */
  readonly key: number;
  readonly release: number;
  /** As in `defects/kinds`. */
  readonly kind: string;
  readonly component: Component;
  /** What each chance is taken at: once per host, at every boot, at every container start, or at every installation of its package. */
  readonly per: "host" | "boot" | "container-start" | "installation";
  /** Probability at each chance [0..1]. */
  readonly probability: number;
  /** Cohorts, runtimes and groups that can be hit, as indices or words; empty: all. */
  readonly cohorts: readonly number[];
  readonly runtimes: readonly RuntimeModel["kind"][];
  readonly groups: readonly number[];
  /** Hosts with fewer containers than this are not hit [containers]. */
  readonly minContainers: number;
  /** From the chance taken (boot, daemon start) to the bite [ms]. */
  readonly after: Variate;
  /** Share of the capacity that is lost [0..1]; only `lost-capacity`. */
  readonly capacityShare: number;
}

/** A release appears on a channel, or vanishes from it. */
export interface Publication {
  readonly at: Time;
  readonly release: number;
  readonly channel: number;
  readonly kind: "published" | "withdrawn";
}

/** What folds may know of a fleet besides its transitions. Read-only and the same for the whole replication. */
export interface FleetFacts {
  readonly horizon: Time;
  readonly hosts: number;
  readonly containers: number;
  readonly zones: readonly string[];
  readonly groups: readonly {
    readonly name: string;
    readonly first: number;
    readonly hosts: number;
    readonly channel: number;
    readonly mechanism: MechanismModel["kind"];
    readonly initialRelease: number;
    /** Containers a host can hold [containers]. */
    readonly capacity: number;
    /** Boots that a loader gives a new image; 0 where it counts none, or gives them anew. */
    readonly tries: number;
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly group: number;
    readonly first: number;
    readonly replicas: number;
    readonly minAvailable: number;
    readonly budgets: number;
  }[];
  /** `bad`: has a defect that can bite hosts of this fleet. */
  readonly releases: readonly {
    readonly version: string;
    readonly bad: boolean;
    readonly payload: number;
    readonly mechanisms: readonly MechanismModel["kind"][];
    readonly defects: readonly DefectReach[];
  }[];
  readonly channels: readonly string[];
  readonly cohorts: readonly string[];
  readonly racks: number;
  readonly asked: Asked;
  /** The dimensions of hosts that figures are split by. */
  readonly parts: readonly HostParts[];
  /** Of each host. */
  readonly zoneOf: Uint16Array;
  readonly groupOf: Uint16Array;
  readonly cohortOf: Uint16Array;
  readonly rackOf: Uint32Array;
  /** Of each container. */
  readonly serviceOf: Uint16Array;
  /** Host that each container is on at time 0; -1 where there was no room. */
  readonly homeOf: Int32Array;
  /** Repair crews [crews]; Infinity: as many as it takes. */
  readonly crews: number;
  readonly faults: FaultPlan;
}
