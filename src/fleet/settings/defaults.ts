/**
 * What hosts and people are like where nobody says otherwise, and how settings are laid over that: first the group's, then the
 * policy's. Where a figure is from stands in the descriptions of `config.ts`.
 */
import type { DistributionConfig } from "../../random/distribution.js";
import { HOUR, MINUTE, NEVER, SECOND } from "../../support/time.js";
import { LARGEST_JITTER } from "../../systems/balena/poll.js";
import { loaderOf } from "../../systems/loaders/index.js";
import {
  FIRST_INTERVAL,
  PERIODIC_INTERVAL,
  REGULAR_FUZZ,
} from "../../systems/update-engine/check-interval.js";
import type {
  AgentSettings,
  BootSettings,
  MechanismSettings,
  PeopleSettings,
  RuntimeSettings,
} from "./config.js";

/** Settings with nothing left out. */
type Complete<Settings> = {
  readonly [Field in keyof Settings]-?: Exclude<Settings[Field], undefined>;
};
/** A mechanism with nothing left out. */
export type CompleteMechanism = Complete<MechanismSettings>;
/** An agent with nothing left out. */
export type CompleteAgent = Complete<AgentSettings>;
/** A runtime with nothing left out. */
export type CompleteRuntime = Complete<RuntimeSettings>;
/** A boot with nothing left out. */
export type CompleteBoot = Complete<BootSettings>;
/** People with nothing left out. */
export type CompletePeople = Complete<PeopleSettings>;

const constant = (value: number): DistributionConfig => ({ dist: "constant", value });

const lognormal = (median: number, p95: number): DistributionConfig => ({
  dist: "lognormal",
  median,
  p95,
});

const TWO_SLOTS: CompleteMechanism = {
  kind: "ab",
  loader: "gptprio",
  tries: 1,
  markGoodRule: "timer",
  markGood: 45 * SECOND,
  healthChecks: ["network", "runtime", "workload"],
  failedCheck: "reboot",
  installTarget: "inactive",
  install: lognormal(MINUTE, 3 * MINUTE),
  watchdog: NEVER,
  panicReboot: 10 * SECOND,
  autoFix: true,
  unbootableShare: 0.05,
  downgrade: true,
  provision: lognormal(90 * SECOND, 5 * MINUTE),
  replaceAttempts: 2,
  quarantine: false,
};

/** A mechanism of each kind. */
export const mechanismDefaults: Readonly<Record<CompleteMechanism["kind"], CompleteMechanism>> = {
  ab: TWO_SLOTS,
  "in-place": { ...TWO_SLOTS, kind: "in-place", install: lognormal(2 * MINUTE, 6 * MINUTE) },
  // Without a limit nobody would ever throw away an instance that does not come up.
  "image-replace": { ...TWO_SLOTS, kind: "image-replace", watchdog: 5 * MINUTE },
  ostree: { ...TWO_SLOTS, kind: "ostree", loader: "uncounted" },
};

const UPDATE_ENGINE: CompleteAgent = {
  kind: "poll",
  protocol: "update-engine",
  first: FIRST_INTERVAL * SECOND,
  firstSpread: (REGULAR_FUZZ / 2) * SECOND,
  period: PERIODIC_INTERVAL * SECOND,
  jitter: (REGULAR_FUZZ / 2) * SECOND,
  at: 6 * HOUR,
  retry: 5 * MINUTE,
  pollInterval: 0,
  deltas: false,
  backoff: false,
  urls: 1,
  urlFailures: 10,
  reportDelay: constant(SECOND),
  reportLoss: 0,
  reportDuplicates: 0,
  successAfterFallback: true,
};

/** `Persistent=true` with `RandomizedDelaySec=60m`: a run that was missed is made up for within an hour of the boot. */
const APT_DAILY: CompleteAgent = {
  ...UPDATE_ENGINE,
  kind: "daily",
  protocol: "plain",
  first: 30 * MINUTE,
  firstSpread: 30 * MINUTE,
  jitter: 60 * MINUTE,
  successAfterFallback: false,
};

const ZINCATI: CompleteAgent = {
  ...UPDATE_ENGINE,
  protocol: "zincati",
  first: 315 * SECOND,
  firstSpread: 15 * SECOND,
  period: 315 * SECOND,
  jitter: 15 * SECOND,
  successAfterFallback: false,
};

/** A client checks as soon as it has started, and then every half hour (mendersoftware/mender conf, UpdatePollIntervalSeconds). */
const MENDER: CompleteAgent = {
  ...UPDATE_ENGINE,
  protocol: "mender",
  first: 0,
  firstSpread: 0,
  period: 30 * MINUTE,
  jitter: 0,
  successAfterFallback: false,
};

/** Every 15 minutes and up to one more; the first fetch comes with the start. */
const BALENA: CompleteAgent = {
  ...MENDER,
  protocol: "balena",
  period: 15 * MINUTE + LARGEST_JITTER / 2,
  jitter: LARGEST_JITTER / 2,
};

/** An agent with rules of nobody in particular: a controller's loop, assumed. */
const PLAIN: CompleteAgent = {
  ...ZINCATI,
  protocol: "plain",
  first: 5 * MINUTE,
  period: 5 * MINUTE,
  jitter: 30 * SECOND,
};

/** The agent of each protocol. */
const protocolDefaults: Readonly<Record<CompleteAgent["protocol"], CompleteAgent>> = {
  plain: PLAIN,
  "update-engine": UPDATE_ENGINE,
  zincati: ZINCATI,
  mender: MENDER,
  balena: BALENA,
};

/** The agent that comes with each mechanism; that of new instances, a controller's loop, is assumed. */
export const agentDefaults: Readonly<Record<CompleteMechanism["kind"], CompleteAgent>> = {
  ab: UPDATE_ENGINE,
  "in-place": APT_DAILY,
  "image-replace": PLAIN,
  ostree: ZINCATI,
};

const runtimeDefaults: CompleteRuntime = {
  kind: "docker",
  liveRestore: false,
  restart: lognormal(5 * SECOND, 15 * SECOND),
};

const bootDefaults: CompleteBoot = {
  shutdown: lognormal(20 * SECOND, 90 * SECOND),
  firmware: lognormal(MINUTE, 3 * MINUTE),
  loader: constant(5 * SECOND),
  kernel: lognormal(5 * SECOND, 10 * SECOND),
  userland: lognormal(15 * SECOND, 45 * SECOND),
  runtime: lognormal(3 * SECOND, 10 * SECOND),
};

const peopleDefaults: CompletePeople = {
  crews: 2,
  repair: lognormal(30 * MINUTE, 3 * HOUR),
  fix: lognormal(5 * MINUTE, 20 * MINUTE),
  notice: lognormal(3 * MINUTE, 31 * MINUTE),
  hold: true,
};

/** Lays the fields that are set over complete settings. Distributions are kept as they are, not copied. */
function lay<Settings extends object>(
  below: Complete<Settings>,
  above: Settings,
): Complete<Settings> {
  const set = Object.entries(above).filter(([, value]) => value !== undefined);
  return { ...below, ...Object.fromEntries(set) };
}

/** Layers of settings, the lowest first; undefined ones are skipped. */
type Layers<Settings> = readonly (Settings | undefined)[];

/**
 * A mechanism from its layers. A layer of another kind begins anew: the fields below it mean something else. One of another
 * loader brings the tries that come with it.
 */
export function completeMechanism(layers: Layers<MechanismSettings>): CompleteMechanism {
  return layers.reduce<CompleteMechanism>((below, above = {}) => {
    const { kind = below.kind } = above;
    const from = kind === below.kind ? below : mechanismDefaults[kind];
    const { loader = from.loader } = above;
    const { tries } = loader === from.loader ? from : loaderOf(loader);
    return lay<MechanismSettings>({ ...from, tries }, above);
  }, TWO_SLOTS);
}

/** An agent from its layers, on top of what comes with the mechanism. A layer of another kind or protocol brings other times. */
export function completeAgent(
  mechanism: CompleteMechanism["kind"],
  layers: Layers<AgentSettings>,
): CompleteAgent {
  return layers.reduce<CompleteAgent>((below, above = {}) => {
    const { kind = below.kind, protocol = below.protocol } = above;
    if (protocol !== below.protocol) {
      const { successAfterFallback, ...rest } = protocolDefaults[protocol];
      const from = timesOf(kind === "daily" ? APT_DAILY : rest);
      return lay<AgentSettings>({ ...below, ...from, successAfterFallback }, above);
    }
    if (kind === below.kind) return lay<AgentSettings>(below, above);
    const from = timesOf(kind === "daily" ? APT_DAILY : UPDATE_ENGINE);
    return lay<AgentSettings>({ ...below, ...from }, above);
  }, agentDefaults[mechanism]);
}

/** The fields of an agent that say when it checks. */
function timesOf({
  first,
  firstSpread,
  period,
  jitter,
  at,
}: Omit<CompleteAgent, "successAfterFallback">) {
  return { first, firstSpread, period, jitter, at };
}

/** A runtime from its layers. A layer of another kind begins anew. */
export function completeRuntime(layers: Layers<RuntimeSettings>): CompleteRuntime {
  return layers.reduce<CompleteRuntime>((below, above = {}) => {
    const { kind = below.kind } = above;
    return lay<RuntimeSettings>(kind === below.kind ? below : { ...runtimeDefaults, kind }, above);
  }, runtimeDefaults);
}

/** A boot from its settings. */
export function completeBoot(settings: BootSettings = {}): CompleteBoot {
  return lay<BootSettings>(bootDefaults, settings);
}

/** People from their settings. */
export function completePeople(settings: PeopleSettings = {}): CompletePeople {
  return lay<PeopleSettings>(peopleDefaults, settings);
}
