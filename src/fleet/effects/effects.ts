import type { Time } from "../../support/time.js";

/** A link of a host that a network partition can cut. */
export type Link = "update-server" | "lock" | "reports" | "clients";

/** What an effect does to the hosts it names while it lasts, or, where it says "at `from`", in that one moment. */
export const EFFECT_KINDS = [
  // Boots.
  /** Every boot in the window panics in the kernel. */
  "kernel-panic",
  /** Every boot in the window hangs. */
  "boot-hang",
  /** Every stage of a boot takes `amount` times as long. */
  "slow-boot",
  /** A host that runs crashes `amount` [ms] after each boot. */
  "crash-after-boot",
  // Images and slots.
  /** An image that is written does not boot. */
  "corrupt-write",
  /** An update that is complete cannot be installed: its signature does not verify. */
  "install-fails",
  /** Packages stop half installed, an ostree deployment fails, image pulls stand still; a slot of its own is not touched. */
  "disk-full",
  /** Installing takes `amount` times as long. */
  "slow-install",
  /** What the loader writes down is lost: trial boots are not counted. */
  "loader-writes-lost",
  /** A new image is marked good as soon as userland is up. */
  "marked-good-early",
  /** A new image is never marked good. */
  "never-marked-good",
  /** The slot that is not running rots at `from`. */
  "slot-rot",
  /** The host resets at `from` and its loader boots the other slot. */
  "wrong-slot",
  // Runtime and containers.
  /** The bridge is gone: no container can start, and running ones are out of reach. */
  "bridge-broken",
  /** A start of a container fails with probability `amount`. */
  "flaky-bridge",
  /** The container runtime dies at `from` and cannot run before `until`. */
  "runtime-crash",
  /** Images cannot be pulled. */
  "no-pull",
  /** Containers take `amount` times as long to start. */
  "slow-start",
  /** The containers of `containers` crash at `from`. */
  "container-crash",
  /** A container that is told to stop does not. */
  "drain-stuck",
  /** Every eviction from the hosts is refused. */
  "evictions-refused",
  // Power.
  /** No power from `from` to `until`; the host boots when it is back. */
  "power-loss",
  /** The host resets at `from` and boots again at once; `until` equals `from`. */
  "host-crash",
  /** Power is lost for `amount` [ms] whenever a host reaches `step`. */
  "power-loss-at-step",
  // Network.
  /** The `links` are cut. */
  "cut",
  /** Routes are lost at `from`; a reboot brings them back. */
  "routes-lost",
  /** Downloads, image pulls and reports take `amount` times as long. */
  "slow-link",
  /** The update server answers nobody; `who` is empty. */
  "server-down",
  /** The update server has `amount` [0..1] of its bandwidth and serves that share of its downloads at once; `who` is empty. */
  "server-slow",
  /** Every host checks for updates at `from`. */
  "poll-storm",
  // Control plane.
  /** Reports arrive `amount` [ms] later. */
  "reports-late",
  /** Reports arrive when the effect ends. */
  "reports-held",
  /** A report is lost with probability `amount`. */
  "reports-lost",
  /** Every report arrives `amount` times more. */
  "reports-repeated",
  /** The end of an update is reported as a success (`amount` 0) or a failure (2), whatever it was (`ReportStatus`). */
  "reports-false",
  /** The reboot lock forgets at `from` that the hosts hold it. */
  "lock-forgets",
  /** `amount` slots of the lock are held by somebody who never gives them back, in every group of the hosts. */
  "lock-held",
  /** Two coordinators grant the lock, each as if it were alone, in every group of the hosts. */
  "split-leader",
  /** The clock of the host is `amount` [ms] ahead. */
  "clock-skew",
  // People.
  /** Nobody notices anything, and no repair begins; `who` is empty. */
  "nobody-awake",
  /** The newest release offered to the groups of the hosts is halted at `from`, and resumed at `until`. */
  "needless-halt",
  /** What is offered to the groups of the hosts is offered to everybody at `from`. */
  "offered-to-all",
] as const;
/** One of the kinds of effect. */
export type EffectKind = (typeof EFFECT_KINDS)[number];

/** A moment of an update at which power can be lost. */
export const UPDATE_STEPS = [
  "download",
  "install",
  "staged",
  "drain",
  "shutdown",
  "firmware",
  "loader",
  "kernel",
  "userland",
  "runtime",
  "workloads",
  "mark-good",
] as const;
/** One of the moments. */
export type UpdateStep = (typeof UPDATE_STEPS)[number];

/**
 * One line of a fault plan: materialised data that can be printed, saved, shaded on a chart, applied alike to every policy,
 * and shrunk. `[from, until)` in [ms]; `who` are host indices in rising order.
 */
export interface Effect {
  readonly kind: EffectKind;
  readonly from: Time;
  readonly until: Time;
  readonly who: readonly number[];
  /** Only for `cut`. */
  readonly links?: readonly Link[];
  /** How much of it, where `EffectKind` says so. */
  readonly amount?: number;
  /** Only for `power-loss-at-step`. */
  readonly step?: UpdateStep;
  /** Only while hosts run, boot or install one of these releases; left out: any. */
  readonly releases?: readonly number[];
  /** Only for `container-crash`: container indices. */
  readonly containers?: readonly number[];
  /** The fault it comes from, as named in the scenario; charts and findings print it. */
  readonly label: string;
}

/** A fault plan: the effects of every fault, in the order of (from, position in the scenario). */
export type FaultPlan = readonly Effect[];
