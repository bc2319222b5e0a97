import { describe, expect, it } from "vitest";
import type { Completion } from "../../src/experiment/completion.js";
import { tolerance } from "../../src/experiment/completion.js";
import { type Candidate, judge, usualObjective } from "../../src/experiment/verdict.js";

const finished: Completion = {
  finished: true,
  isBehind: false,
  patched: 1,
  lastProgress: null,
  isStuck: false,
  groups: [],
};
const frozen: Completion = {
  ...finished,
  finished: false,
  isBehind: true,
  patched: 0.33,
  isStuck: true,
};

/** A policy that loses about so much, with a little noise that differs between replications. */
function candidate(policy: string, loss: number, more: Partial<Candidate> = {}): Candidate {
  const values = Array.from({ length: 10 }, (_, i) => loss + ((7 * i) % 10) / 10);
  return { policy, completion: finished, constraints: [], values, ...more };
}
const objective = usualObjective(1);
const places = (candidates: readonly Candidate[]) =>
  judge(objective, candidates, true).standings.map(({ place }) => place);
const broken = [{ text: "x at most 0", metric: "x", met: false, found: 1 }];

describe("the verdict", () => {
  it("ranks a policy that froze after those that finished, however little it loses", () => {
    const all = [
      candidate("frozen", 1, { completion: frozen }),
      candidate("slow", 20),
      candidate("fast", 10),
    ];
    const verdict = judge(objective, all, true);
    expect(places(all)).toEqual([3, 2, 1]);
    expect(verdict.winner).toBe("fast");
    expect(verdict.standings[0]!.confidence).toBeNull();
    expect(verdict.standings[2]!.confidence).toBeGreaterThan(0.99);
  });

  it("names no winner where nobody finished", () => {
    const all = [
      candidate("a", 1, { completion: frozen }),
      candidate("b", 2, { completion: frozen }),
    ];
    expect(judge(objective, all, true)).toMatchObject({
      winner: null,
      noWinner: "nobody finished",
    });
  });

  it("names no winner where the best are tied", () => {
    const verdict = judge(
      objective,
      [candidate("a", 1), candidate("b", 1), candidate("c", 9)],
      true,
    );
    expect(verdict).toMatchObject({ winner: null, noWinner: "tied", leaders: ["a", "b"] });
  });

  it("ranks a policy that breaks a constraint after those that keep all", () => {
    const all = [candidate("cheap", 1, { constraints: broken }), candidate("good", 5)];
    expect(places(all)).toEqual([2, 1]);
    expect(judge(objective, all, false).winner).toBe("good");
  });

  it("names no winner where nobody keeps the constraints", () => {
    const all = [
      candidate("a", 1, { constraints: broken }),
      candidate("b", 5, { constraints: broken }),
    ];
    expect(judge(objective, all, false)).toMatchObject({ winner: null, noWinner: "constraints" });
  });

  it("wants much where the objective says so", () => {
    const verdict = judge(
      { ...objective, metric: "availability", goal: "max" },
      [candidate("a", 1), candidate("b", 5)],
      false,
    );
    expect(verdict.winner).toBe("b");
  });

  it("leaves it to an objective that constrains completion what counts as done", () => {
    const constraint = {
      metric: "patched-within",
      unit: "",
      min: 0.3,
      max: undefined,
      statistic: { kind: "mean" },
    } as const;
    const all = [candidate("frozen", 1, { completion: frozen }), candidate("slow", 20)];
    expect(judge({ ...objective, constraints: [constraint] }, all, false).winner).toBe("frozen");
  });
});

describe("what counts as finished", () => {
  it("allows one host in a hundred, half a host in small groups, and never a whole host of one", () => {
    expect([1, 3, 10, 50, 1_000].map(tolerance)).toEqual([0.05, 0.15000000000000002, 0.5, 0.5, 10]);
  });
});
