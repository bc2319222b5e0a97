import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readSource } from "../../src/scenario/load.js";
import { scenarios } from "../../src/testing/arbitraries.js";
import { findWarnings } from "../../src/warnings/find-warnings.js";
import { withoutPath } from "../../src/warnings/mend-text.js";
import { codesIn } from "./scenarios.js";

describe("warnings of any scenario", () => {
  it("are found without a throw, the same every time, each at a place in the file", () => {
    fc.assert(
      fc.property(scenarios({ hosts: 40 }), (data) => {
        const text = stringify(data);
        const source = readSource(text, "s.yaml");
        const found = findWarnings(source);
        expect(findWarnings(readSource(text, "s.yaml"))).toEqual(found);
        const lines = text.split("\n");
        for (const { line, column, found: said, advice } of found) {
          expect(lines[line - 1]!.length).toBeGreaterThanOrEqual(column - 1);
          expect(said).not.toMatch(/undefined|NaN|Infinity|\bnull\b/);
          expect(advice).not.toMatch(/undefined|NaN|Infinity|\bnull\b/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("that --fix mends are gone after it, and nothing else has changed", () => {
    fc.assert(
      fc.property(scenarios({ hosts: 10 }), (data) => {
        const idle = { tries: 3, provision: "9m" };
        const [name, policy] = Object.entries(data["policies"] as Record<string, object>)[0]!;
        const kind = { kind: "in-place" };
        const policies = { [name]: { ...policy, update: { ...kind, ...idle } } };
        const text = stringify({ ...data, policies });
        const removed = findWarnings(readSource(text, "s.yaml")).filter(({ remove }) => remove);
        expect(removed.length).toBeGreaterThanOrEqual(2);
        const mended = removed.reduceRight((left, { remove }) => withoutPath(left, remove!)!, text);
        const { data: after } = readSource(mended, "s.yaml");
        expect(after["fleet"]).toEqual(data["fleet"]);
        expect((after["policies"] as typeof policies)[name]!.update).toEqual(kind);
        expect(findWarnings(readSource(mended, "s.yaml")).some(({ remove }) => remove)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("are none of a fleet without services, releases or stock policies", () => {
    expect(codesIn("services: []\nreleases: []\n")).toEqual([]);
    const program = "policies: { mine: { kind: external, command: [python3, mine.py] } }\n";
    expect(codesIn(program)).toEqual([]);
  });
});
