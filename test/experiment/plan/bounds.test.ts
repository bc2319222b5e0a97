import { describe, expect, it } from "vitest";
import {
  boundFigures,
  boundValues,
  type BoundValues,
} from "../../../src/experiment/plan/bounds.js";
import { judgeOf } from "../../../src/experiment/plan/requirement.js";
import type { ReplicationRow } from "../../../src/experiment/replication-row.js";
import type { Limit } from "../../../src/scenario/plan-schema.js";

const row = (changes: Partial<ReplicationRow>): ReplicationRow => ({
  policy: "p",
  replication: 0,
  scalars: {},
  parts: {},
  notReached: {},
  series: {},
  samples: {},
  breaches: [],
  stalls: [],
  hash: "",
  events: 0,
  ...changes,
});

const ofApi: Limit = {
  metric: "budget-violation",
  by: { dimension: "service", label: "api" },
  unit: "s",
  min: undefined,
  max: 0,
};
const latency: Limit = { metric: "patch-latency.t100", unit: "h", min: undefined, max: 16 };

describe("a bound on a part of the fleet", () => {
  const kept = row({
    scalars: { "budget-violation": 9 },
    parts: { "budget-violation{service=api}": 0 },
  });

  it("is judged by that part alone, in a share and in a mean", () => {
    const chance = judgeOf({ kind: "chance", holds: [ofApi], least: 0.9 }, null);
    expect(chance.observe(kept)).toBe(0);
    expect(judgeOf({ kind: "mean", limit: ofApi }, null).observe(kept)).toBe(0);
    expect(boundValues([ofApi], kept)).toEqual({ values: [0], waited: [null] });
  });
});

describe("what a bound comes to", () => {
  it("counts a time that was not reached as missed, and says so", () => {
    const rows: BoundValues[] = [
      row({ scalars: { "patch-latency.t100": 12 } }),
      row({ scalars: { "patch-latency.t100": 20 } }),
      row({
        scalars: { "patch-latency.t100": null },
        notReached: { "patch-latency.t100": 36 },
      }),
      row({ scalars: { "patch-latency.t100": null } }),
    ].map((one) => boundValues([latency], one));
    const [found] = boundFigures([latency], rows);
    expect(found).toMatchObject({ without: 2, notReached: 1, mean: 16, missedBy: 4 });
    expect(found!.missed).toMatchObject({ n: 4, value: 0.75 });
  });
});
