/**
 * The share of hosts that sees a release while it is rolled out: a line over the wall clock. Whoever takes a rollout off and puts it
 * on again does not stop the clock.
 *
 * @see coreos/fedora-coreos-cincinnati commons/src/policy.rs, throttle_rollouts
 */

/** A rollout. */
export interface Rollout {
  /** [s], since any moment. */
  readonly start: number;
  /** Share from the start on [0..1]. */
  readonly startShare: number;
  /** From the start to a share of 1 [min], taken for 1 where it is less; undefined: the share never grows. */
  readonly duration: number | undefined;
}

/** When the share is 1 [s]; undefined where it never grows. */
export function endOf({ start, duration }: Rollout): number | undefined {
  return duration === undefined ? undefined : start + Math.max(duration, 1) * 60;
}

/** The share at a time [s]. */
export function throttle(rollout: Rollout, now: number): number {
  const { start, startShare } = rollout;
  if (now < start) return 0;
  const end = endOf(rollout);
  if (end === undefined) return startShare;
  if (now > end) return 1;
  return startShare + ((1 - startShare) / (end - start)) * (now - start);
}

/** Whether a host sees the release; one that names a wariness of 0 sees it before the rollout starts. */
export function isVisible(wariness: number, share: number): boolean {
  return wariness <= share;
}
