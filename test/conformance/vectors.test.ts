import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { adapters } from "../../src/conformance/adapters/index.js";
import { printResults } from "../../src/conformance/print.js";
import { runVector } from "../../src/conformance/run-vectors.js";
import { vectorFile } from "../../src/conformance/vectors.js";
import { loadVectors } from "../../src/vectors/load-vectors.js";

const file = fileURLToPath(new URL("vectors.json", import.meta.url));
const vectors = loadVectors(file, vectorFile);
const families = [...new Set(vectors.map(({ family }) => family))];

describe("the vectors of real systems", () => {
  it.each(families)("hold for every vector of %s", (family) => {
    const results = vectors.filter((vector) => vector.family === family).map(runVector);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it("have one adapter for each family", () => {
    expect(adapters.map((adapter) => adapter.family).toSorted()).toEqual(families.toSorted());
  });
});

describe("the runner", () => {
  const [some] = vectors;

  it("fails a vector of an unknown family, of an unknown operation, and with an input it cannot read", () => {
    const vector = some!;
    const wrong = [
      { ...vector, family: `${vector.family}x` },
      { ...vector, op: `${vector.op}x` },
      { ...vector, input: 7 },
    ].map(runVector);
    expect(wrong.map(({ passed }) => passed)).toEqual([false, false, false]);
    expect(wrong[0]!.got).toContain(`did you mean ${vector.family}?`);
    expect(wrong[1]!.got).toContain(`did you mean ${vector.op}?`);
  });

  it("fails a vector whose expectation is another, and says what was expected and got", () => {
    const result = runVector({ ...some!, expect: { nonsense: 1 } });
    expect(result.passed).toBe(false);
    expect(printResults([result])).toMatch(/0\/1 {2}FAILED[^]*expected {2}\{"nonsense":1\}[^]*got/);
  });
});
