import { z } from "zod";
import type { Hold } from "../fleet/blockers/hold.js";
import type { Command, ReleaseView, View } from "../fleet/control/policy-contract.js";
import { count, shown } from "../support/quantity.js";

/** What those who watch releases have in common, automatic or human: thresholds on what is reported. */

/** When a release has gone wrong often enough; Infinity: never for this reason. */
export interface Thresholds {
  /** Failures reported [reports]. */
  readonly failures: number;
  /** Hosts on which people noticed trouble [hosts, counted each time]. */
  readonly troubles: number;
}

/** The setting of one threshold: a number from 1, or `never`. */
export function threshold(): z.ZodType<number, unknown> {
  return z.union([count(), z.literal("never").transform(() => Number.POSITIVE_INFINITY)], {
    error: ({ input }) => `expected a whole number from 1, or never, got ${shown(input)}`,
  });
}

/** Whether a release has reached one of the thresholds. */
export function isOver(release: ReleaseView, { failures, troubles }: Thresholds): boolean {
  return release.failures >= failures || release.troubles >= troubles;
}

/** Which of the thresholds a stopped release has reached, for whoever asks why it is. */
export function overOf(release: ReleaseView, { failures, troubles }: Thresholds): Hold {
  const { grants: of } = release;
  return release.failures >= failures
    ? { why: "failures", counted: release.failures, limit: failures - 1, of }
    : { why: "troubles", counted: release.troubles, limit: troubles - 1, of };
}

/** Releases that have appeared on some channel, as indices. */
export function appeared(view: View): readonly number[] {
  return view.releases.flatMap(({ publishedAt }, release) =>
    publishedAt.some((at) => at !== undefined) ? [release] : [],
  );
}

/** Asks to be woken when one of these releases reaches a threshold. */
export function watch(releases: readonly number[], thresholds: Thresholds): readonly Command[] {
  const { failures, troubles } = thresholds;
  return releases.map((release) => ({ kind: "watch", release, failures, troubles }));
}

/** What is done about a release that has gone wrong: no more grants, or its hosts ordered back besides. */
export type StopAction = "halt" | "recall";

/** The setting. */
export const stopAction = () =>
  z
    .enum(["halt", "recall"])
    .default("halt")
    .describe(
      "Stop the release, or stop it and order its hosts back to what they ran before. Default halt.",
    );

/** Stops a release in every group at once. */
export function stopEverywhere(
  view: View,
  release: number,
  action: StopAction,
): readonly Command[] {
  return view.groups.map((_, group) => ({ kind: action, group, release }));
}

/** Lets a release go on in every group. */
export function resumeEverywhere(view: View, release: number): readonly Command[] {
  return view.groups.map((_, group) => ({ kind: "resume", group, release }));
}
