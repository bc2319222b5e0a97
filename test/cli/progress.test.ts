import { describe, expect, it } from "vitest";
import { progressLines } from "../../src/cli/progress.js";

describe("progress in a log", () => {
  function begun(total: number) {
    const lines: string[] = [];
    let now = 0;
    const progress = progressLines(total, {
      unit: "replications",
      seconds: () => now,
      print: (line) => lines.push(line),
    });
    const add = (at: number, replications: number) => {
      now = at;
      progress.add(replications, 500_000 * replications);
    };
    return { lines, add };
  }

  it("is a line every ten seconds, with what is left", () => {
    const { lines, add } = begun(100);
    for (let second = 1; second <= 25; second++) add(second, 2);
    expect(lines).toEqual([
      "20/100 replications, 1.0 M events/s, about 40 s left",
      "40/100 replications, 1.0 M events/s, about 30 s left",
    ]);
  });

  it("is nothing for a run of less than ten seconds", () => {
    const { lines, add } = begun(10);
    for (let second = 1; second < 10; second++) add(second, 1);
    expect(lines).toEqual([]);
  });

  it("does not tell of the last replication: the results do", () => {
    const { lines, add } = begun(10);
    add(30, 10);
    expect(lines).toEqual([]);
  });
});
