import { describe, expect, it } from "vitest";
import { sourceWith } from "../../mutants/compile.js";
import { huntMutant, huntNothing } from "../../mutants/hunt.js";
import { mutants } from "../../mutants/list/index.js";
import type { Mutant } from "../../mutants/mutant.js";
import { summarise } from "../../mutants/verdict.js";

const hunts = [{ method: "guided", seed: "quick", runs: 16 }] as const;

function named(name: string): Mutant {
  return mutants.find((mutant) => mutant.name === name)!;
}

/** A successful slot is put on top of the others as it is marked, so that to put it there once more changes nothing. */
const equivalent: Mutant = {
  name: "way-back-put-on-top-once",
  file: "src/fleet/mechanisms/two-slots.ts",
  find: "  putAbove(words, SLOTS * host, other);\n  acceptTrial(world, host);",
  replace: "  acceptTrial(world, host);",
  caughtBy: ["releases-move-forward"],
  arena: "mender",
  because: "what the loader does already is left to it",
};

describe("the list of mutants", () => {
  it("names each once, and at least forty", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(40);
  });

  it("finds the text that each replaces, once, in the sources as they are", () => {
    for (const mutant of mutants) expect(() => sourceWith(mutant), mutant.name).not.toThrow();
    expect(() => sourceWith({ ...equivalent, find: "no such text" })).toThrow("found it 0 times");
  });
});

describe("a hunt", () => {
  it.each(["semaphore-off-by-one", "writes-the-running-slot", "containers-outlive-a-reboot"])(
    "kills %s",
    async (name) => {
      const [caught] = await huntMutant(named(name), hunts);
      expect(named(name).caughtBy).toContain(caught!.invariant);
      expect(caught!.run).toBeLessThanOrEqual(16);
    },
  );

  it("lets a mutant live that changes nothing, and finds nothing where there is none", async () => {
    const [caught] = await huntMutant(equivalent, hunts);
    expect(caught).toEqual({ run: undefined, invariant: "", message: "" });
    expect(await huntNothing("locksmith", hunts)).toEqual([]);
  });
});

describe("the summary", () => {
  const both = [hunts[0], { ...hunts[0], method: "plain" as const }];
  const caught = (run: number | undefined) => ({ run, invariant: "x", message: "" });
  const pursuit = (guided: number | undefined, plain: number | undefined) => ({
    mutant: equivalent,
    hunts: both,
    catches: [caught(guided), caught(plain)],
    noise: [] as string[],
  });

  it("counts kills, names survivors and compares the searches", () => {
    const { killed, survivors, medianSeeds, guidance } = summarise(
      [pursuit(1, 2), pursuit(3, 3), pursuit(undefined, undefined), pursuit(2, 9)],
      16,
    );
    expect({ killed, survivors, medianSeeds }).toEqual({
      killed: 3,
      survivors: [equivalent.name],
      medianSeeds: 2,
    });
    expect(guidance).toEqual({ n: 2, positive: 3, p: 0.25 });
  });

  it("counts no kill where the arena is noisy without the mutant", () => {
    expect(summarise([{ ...pursuit(1, 1), noise: ["x"] }], 16).killed).toBe(0);
  });
});
