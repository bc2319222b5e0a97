import type { Time } from "../support/time.js";

/** A link of a host that a network partition can cut. */
export type Link = "update-server" | "lock" | "reports" | "clients";

/** What an effect does to the hosts it names while it lasts. */
export type EffectKind =
  /** Every boot in the window panics in the kernel. */
  | "kernel-panic"
  /** Every boot in the window hangs. */
  | "boot-hang"
  /** The bridge is gone: no container can start, and running ones are out of reach. */
  | "bridge-broken"
  /** The container runtime dies at `from` and cannot run before `until`. */
  | "runtime-crash"
  /** No power from `from` to `until`; the host boots when it is back. */
  | "power-loss"
  /** The host resets at `from` and boots again at once; `until` equals `from`. */
  | "host-crash"
  /** The `links` are cut. */
  | "cut"
  /** The update server answers nobody; `who` is empty. */
  | "server-down";

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
  /** The fault it comes from, as named in the scenario; charts and findings print it. */
  readonly label: string;
}

/** A fault plan: the effects of every fault, in the order of (from, position in the scenario). */
export type FaultPlan = readonly Effect[];
