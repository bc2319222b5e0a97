import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

/** What a command loads, as the engine's own coverage lists it: the files of this package, below `dist`. */
function loadedBy(args: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "shakedown-loading-"));
  try {
    execFileSync(process.execPath, ["dist/cli/main.js", ...args], {
      env: { ...process.env, NODE_V8_COVERAGE: folder },
      stdio: "ignore",
    });
    const scripts = readdirSync(folder).flatMap(
      (file) =>
        (JSON.parse(readFileSync(join(folder, file), "utf8")) as { result: { url: string }[] })
          .result,
    );
    const own = pathToFileURL(join(import.meta.dirname, "../../dist/")).href;
    return scripts.flatMap(({ url }) => (url.startsWith(own) ? url.slice(own.length) : []));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All but the command line itself and what its options name. */
const BEYOND_OPTIONS =
  /^(?!(cli|support)\/|version|experiment\/(splitting\/rare-event|robust\/usual-times)|fleet\/state\/(phases|transitions))/;

/** Parts of the package that a command has no use for. */
const heavy: readonly (readonly [command: string, needs: RegExp])[] = [
  ["--version", BEYOND_OPTIONS],
  ["--help", BEYOND_OPTIONS],
  ["run --help", BEYOND_OPTIONS],
  ["complete zsh", BEYOND_OPTIONS],
  [
    "list faults",
    /^(report|experiment\/(?!splitting|robust)|simulation|warnings|policies|invariants|metrics)\//,
  ],
  ["check scenarios/smoke.yaml", /^(report\/(charts|replay)\/|experiment\/threads\/run)/],
];

it.each(heavy)("%s loads nothing that it has no use for", (command, unwanted) => {
  const loaded = loadedBy(command.split(" "));
  expect(loaded).toContain("cli/main.js");
  expect(loaded.filter((file) => unwanted.test(file))).toEqual([]);
});
