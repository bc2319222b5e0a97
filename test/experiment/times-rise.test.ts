import fc from "fast-check";
import { expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import type { PolicyResult } from "../../src/experiment/comparison.js";
import { batchesOf, runBatches } from "../../src/experiment/run-batches.js";
import { decodeScenario } from "../../src/scenario/load.js";
import { scenarios } from "../../src/testing/arbitraries.js";

/** Patch latencies by the share of hosts that they wait for, as tables list them. */
const times = ["t50", "t90", "t99", "t100"].map((name) => `patch-latency.${name}`);

/** What a table says of a time: how many replications did not reach it, and of those that it counts the least, middle and most. */
function told({ metrics }: PolicyResult, time: string) {
  const { notReached, mean, min, median, max, n } = metrics[time]!;
  return { notReached, mean, min, median, max, n };
}

/** Late releases and short runs, so that some times are reached, some in some replications, and some not at all. */
const drawn = scenarios({ hosts: 30, releases: 3, faults: 6, hours: 48 });

it("no table has half of the hosts patched later than nine in ten, nor those later than all", async () => {
  let censored = 0;
  await fc.assert(
    fc.asyncProperty(drawn, drawn, async (scenario, other) => {
      const policies = {
        ...(scenario["policies"] as object),
        other: (other["policies"] as { drawn: object }).drawn,
      };
      const text = JSON.stringify({ ...scenario, policies, replications: 3 });
      const decoded = decodeScenario(text, "any.json");
      const rows = await runBatches(decoded, batchesOf(Object.keys(policies), 3, 3), {
        workers: 1,
      });
      for (const policy of compare(decoded, rows)!.policies) {
        const [first, ...rest] = times.filter((time) => policy.metrics[time] !== undefined);
        let before = first === undefined ? undefined : told(policy, first);
        for (const time of rest) {
          const now = told(policy, time);
          for (const key of ["notReached", "mean", "min", "median", "max"] as const) {
            expect(now[key], `${time} ${key}`).toBeGreaterThanOrEqual(before![key] - 1e-9);
          }
          expect(now.n).toBe(before!.n);
          censored += now.notReached;
          before = now;
        }
      }
    }),
    { numRuns: 40 },
  );
  expect(censored).toBeGreaterThan(0);
});
