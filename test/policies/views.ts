import type { ReleaseView, View } from "../../src/fleet/control/policy-contract.js";
import { WEEK } from "../../src/support/time.js";

/** A view of a fleet with two groups, on alpha and on stable, where releases have been published as said. */
export function viewAt(now: number, releases: readonly Partial<ReleaseView>[], hosts = 100): View {
  return {
    now,
    timeOfWeek: ((now % WEEK) + WEEK) % WEEK,
    startedAt: 0,
    channels: ["alpha", "stable"],
    groups: [
      { name: "canary", hosts: 5, channel: 0, holders: 0, oldestLock: undefined },
      { name: "web", hosts, channel: 1, holders: 0, oldestLock: undefined },
    ],
    releases: releases.map((release, index) => ({
      version: `${index + 1}.0.0`,
      publishedAt: [undefined, undefined],
      withdrawn: [false, false],
      grants: 0,
      successes: 0,
      failures: 0,
      troubles: 0,
      barrier: false,
      deadEnd: false,
      security: false,
      stages: [[], []],
      ...release,
    })),
  };
}

/** Freezes a value and all that hangs on it, so that writing to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
