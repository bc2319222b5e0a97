import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { printResults } from "../../src/validation/print.js";
import { runVector } from "../../src/validation/run-vectors.js";
import { vectorFile } from "../../src/validation/vectors.js";
import { loadVectors } from "../../src/vectors/load-vectors.js";

const file = fileURLToPath(new URL("vectors.json", import.meta.url));
const vectors = loadVectors(file, vectorFile);

/** Cheap ones: one of each kind of answer. */
const quick = [
  "C1_rollback_p0.1_r7",
  "C7_netflix_mle",
  "C2_tries_p0.55_r7",
  "C7b_netflix_cp_lo",
  "D3c_repair_resp_N10_c1_l0.1",
  "D5_erlangB_c2_a1",
  "D8_drain_M30_s10_G30",
  "D9_bridge_host_m30",
  "D10_daemon_restart",
  "D11_all_replicas_in_batch_N5_k2_r3",
  "D12_background_failures",
  "B18_mean_down_N300_S180_W3600",
  "D7c_batch_makespan_det_B90_c3",
  "D13_update_unavailability",
  "B1_semaphore_det_n1000_k7_S420",
  "B3b_waves_6x50_pause60",
  "A3_hyper_N300_K9_n30",
  "B11_nebraska_n300_m2_tau15",
  "B14_unpause_jump",
  "B16b_bottlerocket_default_mean",
];

describe("the simulator", () => {
  it.each(quick)("agrees with the closed form %s", (id) => {
    const vector = vectors.find((one) => one.id === id)!;
    expect(runVector(vector)).toMatchObject({ passed: true });
  });
});

it("counts a hold that reaches into the next cadence in parts", () => {
  const vector = vectors.find(({ formula }) => formula === "floor(k T/S)")!;
  // Three slots, each free for a quarter of a hold at the end: 3 x 3476.76.
  const uneven = { ...vector, params: { k: 3, T_d: 13.4, S_s: 333 }, expected: 10_430 };
  expect(runVector(uneven)).toMatchObject({ passed: true });
  expect(runVector({ ...uneven, expected: 10_428 })).toMatchObject({ passed: false });
});

describe("the runner", () => {
  const vector = vectors.find(({ id }) => id === "D5_erlangB_c2_a1")!;

  it("fails an unknown group, an unknown formula, and parameters it cannot read", () => {
    const wrong = [
      { ...vector, group: "queues" },
      { ...vector, formula: "ErlangB(c,b)" },
      { ...vector, params: { c: -1, a: 1 } },
    ].map(runVector);
    expect(wrong.map(({ passed }) => passed)).toEqual([false, false, false]);
    expect(wrong[0]!.got).toContain("did you mean queue?");
    expect(wrong[1]!.got).toContain("did you mean ErlangB(c,a)?");
  });

  it("knows a formula by its text but for its level", () => {
    const level = vectors.find(({ id }) => id === "C7b_netflix_cp_lo")!;
    const [lower, other] = [
      {
        ...level,
        formula: level.formula.replace("0.025", "0.0005"),
        expected: 0.04589079025374542,
      },
      { ...level, formula: level.formula.replace("x,", "x+2,") },
    ].map(runVector);
    expect(lower!.passed).toBe(true);
    expect(other!.got).toContain("unknown formula");
  });

  it("fails a figure that is 3 % off, and prints expected, estimate, limits and trials", () => {
    const off = vectors.find(({ id }) => id === "C6_boot_time")!;
    const result = runVector({ ...off, expected: off.expected * 1.03 });
    expect(result.passed).toBe(false);
    expect(printResults([result])).toMatch(
      /0\/1 {2}FAILED[^]*params[^]*expected {2}102\.98[^]*estimate[^]*limits[^]*trials/,
    );
  });
});
