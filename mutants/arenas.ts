import type { Settings } from "../src/chaos/data-edit.js";

/**
 * Where mutants are hunted: small fleets for four days, each under a preset that uses a part of the simulator the others do not.
 * What each is held against beyond what must always hold is what its policy holds without a mutant: the baseline says so.
 */

/** A fleet under a policy. */
export interface Arena {
  /** What it is there for, in a few words. */
  readonly about: string;
  readonly policy: Settings;
  /** Policy invariants that hold here without a mutant. */
  readonly invariants: readonly string[];
  /** What is different from the other arenas. */
  readonly more?: Settings;
}

/** A good release, one that does not boot on every third host, and one that breaks some bridges. */
const releases = [
  { version: "1.1.0", payload: "100MB", channels: { stable: "1h" } },
  {
    version: "1.2.0",
    payload: "100MB",
    channels: { stable: "18h" },
    defects: [{ kind: "kernel-panic", per: "host", probability: "20%" }],
  },
  {
    version: "1.3.0",
    payload: "100MB",
    channels: { stable: "36h" },
    defects: [{ kind: "broken-bridge", per: "host", probability: "10%" }],
  },
];

/** Name of the policy of every arena. */
export const POLICY = "it";

const common = {
  apiVersion: "shakedown/v1",
  seed: "mutants",
  start: "2024-01-01T00:00:00Z",
  horizon: "4d",
  fleet: {
    groups: [{ name: "web", hosts: 30, zones: ["a", "b", "c"], channel: "stable", capacity: 4 }],
  },
  services: [
    { name: "api", group: "web", replicas: 75, start: "5s", budget: { minAvailable: "92%" } },
  ],
  releases,
  people: { crews: 2, notice: "30m" },
};

/** The arenas by name. */
export const arenas = {
  locksmith: {
    about: "two slots, a lock in etcd that two may hold, no drain",
    policy: { preset: "coreos-locksmith", reboot: { max: 2 } },
    invariants: ["every-host-recovers", "halts-have-a-cause", "planned-down-within-maximum"],
  },
  "fleet-lock": {
    about: "deployments that nobody counts boots of, an airlock with two slots",
    policy: {
      preset: "fedora-coreos-fleet-lock",
      reboot: { slots: 2 },
      offer: { kind: "channel", channel: "own" },
    },
    invariants: ["every-host-recovers", "planned-down-within-maximum", "reports-tell-the-truth"],
  },
  kured: {
    about: "packages in place, a lock that expires, drains that give up",
    policy: {
      preset: "kured",
      reboot: { concurrency: 2, period: "10m", lockTtl: "4h", drainTimeout: "30m" },
      agent: { kind: "daily", at: "02:00", jitter: "60m" },
    },
    invariants: ["every-host-recovers", "drains-end", "planned-down-within-maximum"],
  },
  brupop: {
    about: "two slots, a controller that drains, and holds crashes against a host",
    policy: {
      preset: "bottlerocket-brupop",
      offer: { kind: "channel", channel: "own" },
      reboot: { maxConcurrentUpdates: 2, enforceTimeouts: true },
      update: { kind: "ab", tries: 1, markGood: "30s", quarantine: true },
    },
    invariants: ["every-host-recovers", "reports-tell-the-truth"],
  },
  nebraska: {
    about: "an update server with a quota, and reboots at once",
    policy: {
      preset: "flatcar-nebraska",
      offer: { kind: "nebraska", max: 3, period: "30m", timeout: "60m" },
      update: { kind: "ab", tries: 1, markGood: "45s", quarantine: true },
    },
    invariants: ["every-host-recovers"],
  },
  canary: {
    about: "waves with gates on what is heard, halts and orders back, drains with a limit",
    policy: {
      preset: "canary-waves",
      offer: {
        kind: "canary-waves",
        waves: ["10%", "40%", "100%"],
        soak: "2h",
        silence: "2h",
        failures: "10%",
        troubles: "10%",
      },
      operator: { kind: "on-call", failures: "never", troubles: "never", unlockAfter: "1h" },
      reboot: {
        kind: "max-unavailable",
        max: 3,
        drain: { kind: "evict", timeout: "10m", atTimeout: "reboot" },
      },
    },
    invariants: [
      "every-host-recovers",
      "drains-end",
      "failing-release-is-stopped",
      "planned-down-within-maximum",
      "reports-tell-the-truth",
    ],
  },
  "two-days": {
    about:
      "drains one after the other, for two days: no fault lasts long enough to keep a lock from coming back",
    policy: {
      offer: { kind: "channel", channel: "own" },
      reboot: {
        kind: "max-unavailable",
        max: 3,
        drain: { kind: "evict", timeout: "10m", atTimeout: "reboot" },
      },
      update: { kind: "ab", tries: 1, markGood: "45s", quarantine: true },
      agent: { kind: "poll" },
    },
    invariants: ["every-host-recovers", "drains-end", "locks-come-back"],
    more: { horizon: "2d" },
  },
  "on-call": {
    about:
      "two slots, reboots at once, and people who halt what troubles three hosts and let it go on half a day later",
    policy: {
      preset: "coreos-immediate",
      agent: { kind: "poll", successAfterFallback: false },
      operator: { kind: "on-call", failures: "never", troubles: 3, lag: "10m", resumeAfter: "12h" },
    },
    invariants: ["every-host-recovers", "halts-have-a-cause", "reports-tell-the-truth"],
  },
  mender: {
    about: "a client that commits, and rolls back by itself",
    policy: { preset: "mender" },
    invariants: ["every-host-recovers", "reports-tell-the-truth"],
  },
  replace: {
    about: "new instances instead of updates, drained one after the other",
    policy: {
      offer: { kind: "channel", channel: "own" },
      reboot: {
        kind: "max-unavailable",
        max: 2,
        drain: { kind: "evict", timeout: "10m", atTimeout: "reboot" },
      },
      update: { kind: "image-replace" },
      agent: { kind: "poll" },
    },
    invariants: ["every-host-recovers", "drains-end", "planned-down-within-maximum"],
  },
  train: {
    about:
      "two slots, reboots at once, and a release every two hours from a server that takes its time",
    policy: { preset: "coreos-immediate", agent: { kind: "poll", successAfterFallback: false } },
    invariants: ["every-host-recovers", "reports-tell-the-truth"],
    more: {
      horizon: "2d",
      server: { bandwidth: "20Mbit/s" },
      releases: Array.from({ length: 12 }, (_, n) => ({
        version: `1.${n + 1}.0`,
        payload: "300MB",
        channels: { stable: `${1 + 2 * n}h` },
      })),
    },
  },
  "slow-waves": {
    about: "waves that soak for 30 hours each, and a release that boots on few hosts",
    policy: {
      preset: "canary-waves",
      offer: {
        kind: "canary-waves",
        waves: ["20%", "50%", "100%"],
        soak: "30h",
        silence: "2d",
        successes: "0%",
        failures: "10%",
        troubles: "10%",
      },
      operator: { kind: "none" },
    },
    invariants: ["failing-release-is-stopped"],
    more: {
      horizon: "8d",
      // Without reports no gate holds anything.
      chaos: { faults: ["power-loss", "host-crash", "slow-boot"] },
      releases: [
        {
          version: "1.1.0",
          payload: "100MB",
          channels: { stable: "1h" },
          defects: [{ kind: "kernel-panic", per: "host", probability: "90%" }],
        },
      ],
    },
  },
  "nebraska-week": {
    about:
      "the same update server for eight days: long enough for it to forget hosts that are cut off",
    policy: {
      preset: "flatcar-nebraska",
      offer: { kind: "nebraska", max: 3, period: "30m", timeout: "60m" },
      update: { kind: "ab", tries: 1, markGood: "45s", quarantine: true },
    },
    invariants: [],
    more: {
      horizon: "8d",
      releases: Array.from({ length: 8 }, (_, n) => ({
        version: `1.${n + 1}.0`,
        payload: "100MB",
        channels: { stable: `${1 + 20 * n}h` },
      })),
    },
  },
  mco: {
    about: "a controller that counts whoever is unavailable, zone by zone",
    policy: { preset: "openshift-mco", reboot: { maxUnavailable: 3 } },
    invariants: ["every-host-recovers", "planned-down-within-maximum", "reports-tell-the-truth"],
  },
} as const satisfies Readonly<Record<string, Arena>>;

/** Name of an arena. */
export type ArenaName = keyof typeof arenas;

/** The scenario of an arena, as a file writes it. */
export function dataOf(name: ArenaName): Settings {
  const arena: Arena = arenas[name];
  return {
    ...common,
    name: `mutants-${name}`,
    policies: { [POLICY]: arena.policy },
    invariants: arena.invariants,
    ...arena.more,
  };
}
