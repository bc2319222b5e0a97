import { existsSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./packages.mjs";
import { inRoot, root } from "./paths.mjs";
import { canvasByHand, installCanvasLibraries } from "./system-packages.mjs";
import { run, say, SetupError } from "./terminal.mjs";

/**
 * Makes canvas usable: as a prebuilt binary where one can be had, from source otherwise. An optional package fails in
 * silence when it is installed, so the proof is that it draws.
 *
 * @param required whether its absence is a failure (tests) or costs only the PNG charts (everything else)
 * @returns whether canvas works
 */
export function provideCanvas({ required }) {
  if (canvasDraws() || fetchPrebuiltCanvas() || buildCanvas()) return true;
  const advice = `canvas cannot be loaded; to build it, install\n${canvasByHand}\nand then run: npm run setup`;
  if (required) throw new SetupError(advice);
  say(`going on without PNG charts: ${advice}`);
  return false;
}

function canvasDraws() {
  const draw = "require('canvas').createCanvas(8, 8).toBuffer('image/png')";
  return run(process.execPath, ["-e", draw], { cwd: root }).ok;
}

function fetchPrebuiltCanvas() {
  say("fetching canvas, which draws the PNG charts");
  const fetcher = inRoot("node_modules/prebuild-install/bin.js");
  return (
    run(process.execPath, [fetcher, "-r", "napi"], { cwd: inRoot("node_modules/canvas") }).ok &&
    canvasDraws()
  );
}

function buildCanvas() {
  installCanvasLibraries();
  say("building canvas from source (about a minute)");
  const outcome = npm(["rebuild", "canvas", "--loglevel=error"], {
    npm_config_build_from_source: "true",
    npm_config_jobs: "max",
    ...localNodeHeaders(),
  });
  if (outcome.ok && canvasDraws()) return true;
  say(["canvas could not be built", ...causes(outcome.output)].join("\n  "));
  return false;
}

/** What a compiler or pkg-config complained of, without the trace that the build tool wraps around it. */
function causes(output) {
  const complaint = /not found|No package|fatal error|cannot find|Could not find/i;
  const lines = output
    .split("\n")
    .filter((line) => complaint.test(line) && !/\bstack\b/.test(line));
  return [...new Set(lines.map((line) => line.replace(/^npm error |gyp ERR! /g, "").trim()))].slice(
    0,
    5,
  );
}

/** Node's own header files, where they are installed beside it, spare the build a download. */
function localNodeHeaders() {
  const prefix = join(process.execPath, "../..");
  const present = existsSync(join(prefix, "include/node/node_api.h"));
  return present && !process.env.npm_config_nodedir ? { npm_config_nodedir: prefix } : {};
}
