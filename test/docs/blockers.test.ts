import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { blockerKinds } from "../../src/fleet/blockers/kinds/index.js";

it("the page on reports has every kind of blocker, with what it is", () => {
  const page = readFileSync("docs/reading-a-report.md", "utf8").replaceAll(/ +/g, " ");
  const missing = blockerKinds.filter(
    ({ kind, doc }) => !page.includes(`| \`${kind}\` | ${doc} |`),
  );
  expect(missing.map(({ kind }) => kind)).toEqual([]);
});
