import { existsSync, readFileSync } from "node:fs";
import { inRoot, root } from "./paths.mjs";
import { run, say, SetupError } from "./terminal.mjs";

/** Brings node_modules to what package-lock.json says; does nothing, and needs no network, when it is there already. */
export function installPackages() {
  if (packagesMatchLock()) return;
  say("installing the npm packages");
  // Development packages always: the compiler is one of them, and a clone has to be built.
  // Install scripts are left out because canvas, the only package that needs its own, gets its own step.
  const outcome = npm([
    "ci",
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  if (!outcome.ok) throw new SetupError(`npm ci failed:\n${outcome.lastLines}`);
}

/** Runs npm: the very one that started this script where there is one. */
export function npm(args, env = {}) {
  const started = process.env.npm_execpath;
  return started && /npm-cli\.c?js$/.test(started)
    ? run(process.execPath, [started, ...args], { cwd: root, env })
    : run("npm", args, { cwd: root, env });
}

function packagesMatchLock() {
  const wanted = lockedPackages("package-lock.json");
  const installed = lockedPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || isPresent(path, entry, installed[path]),
  );
}

function isPresent(path, entry, installed) {
  if (installed) return installed.version === entry.version && existsSync(inRoot(path));
  // Binaries for other platforms are optional and stay away; canvas is optional and wanted.
  return entry.optional === true && path !== "node_modules/canvas";
}

function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(inRoot(path), "utf8")).packages;
  } catch {
    return {};
  }
}
