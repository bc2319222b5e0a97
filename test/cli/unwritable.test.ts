/** Files that are asked for in places where none can be written. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { shakedown, smoke } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-unwritable-"));
writeFileSync(join(folder, "file"), "");
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["replay", `replay ${smoke} --policy two-slots --trace file/trace.json`],
  ["init", "init file/mine.yaml --yes"],
  ["init policy", "init policy file/mine.ts"],
])("%s names the file and is no bug", (_, line) => {
  const { status, stderr } = shakedown(folder, line.split(" "));
  expect(stderr).toMatch(/file\/\S+: expected a file that can be written: E/);
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(2);
  expect(readdirSync(folder)).toEqual(["file"]);
});

it("a search says before it begins that its findings cannot be kept", () => {
  const { status, stdout, stderr } = shakedown(folder, ["chaos", smoke, "--found", "file"]);
  expect(stderr).toMatch(/^file: expected a folder/);
  expect(stderr).not.toContain("    at ");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});
