import { describe, expect, it } from "vitest";
import type { Command, RankRule, View } from "../../src/fleet/control/policy-contract.js";
import { DAY, HOUR, NEVER } from "../../src/support/time.js";
import { gate, group, model, only, record, release, service } from "./build.js";

/** Hosts in the order in which they are let take each of two releases, each ramped over 20 h. */
function grantsBy(rank: RankRule): number[][] {
  const input = model({
    horizon: 6 * DAY,
    groups: [group({ hosts: 40 })],
    services: [service({ replicas: 10 })],
    releases: [release({ version: "1.0.0" }), release({ version: "2.0.0", key: 1 })],
    publications: [
      { at: HOUR, release: 0, channel: 0, kind: "published" },
      { at: 3 * DAY, release: 1, channel: 0, kind: "published" },
    ],
  });
  const policy = {
    start: () => null,
    decide(view: View, memory: unknown) {
      const commands: Command[] = [];
      if (view.now === 0) commands.push({ kind: "gate", group: 0, gate: gate() });
      for (const [index, { publishedAt }] of view.releases.entries()) {
        if (publishedAt[0] !== view.now) continue;
        const schedule = [
          [view.now, 0],
          [view.now + 20 * HOUR, 1],
        ] as const;
        commands.push({ kind: "offer", group: 0, release: index, schedule, rank });
      }
      return { memory, commands, wakeAt: NEVER };
    },
  };
  const { trace } = record(input, policy);
  const granted = only(trace, "Granted");
  return [granted.slice(0, 40), granted.slice(40)].map((each) =>
    each.map(({ subject }) => subject),
  );
}

/** How far hosts stand from each other in two orders, on average; 0: nowhere, a third of all: as by chance. */
function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, host, index) => sum + Math.abs(index - b.indexOf(host)), 0) / a.length;
}

describe("the order of a rollout", () => {
  // Hosts are let when they check, so that neighbours may change places.
  it("is the same at every release by Cincinnati's wariness, and another one by draw", () => {
    const [first, second] = grantsBy("wariness");
    expect(distance(first!, second!)).toBeLessThan(3);
    const [drawn, drawnAgain] = grantsBy("release");
    expect(distance(drawn!, drawnAgain!)).toBeGreaterThan(8);
  });

  it("by wariness has nothing to do with the numbers of the hosts", () => {
    const [first] = grantsBy("wariness");
    expect(first!.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(
      distance(
        first!,
        first!.toSorted((a, b) => a - b),
      ),
    ).toBeGreaterThan(8);
  });
});
