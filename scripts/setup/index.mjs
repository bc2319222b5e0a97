import { build } from "./build.mjs";
import { provideCanvas } from "./canvas.mjs";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { installPackages } from "./packages.mjs";
import { installBrowser } from "./system-packages.mjs";
import { say, SetupError } from "./terminal.mjs";

const stampPath = "node_modules/.shakedown-setup.json";

/**
 * Brings a clone to where its commands run: packages, canvas, compiled code; for the tests a browser too. Each step
 * looks first and does only what is missing, so a second run costs milliseconds and needs no network.
 *
 * @param forTests whether what only the tests need is wanted, and canvas is a must
 * @param compiled whether dist is wanted; the checks read the sources alone
 */
export async function setUp({ forTests = false, compiled = true } = {}) {
  checkNodeVersion();
  provideDependencies(forTests);
  if (compiled) await build();
}

/** Runs a step that may fail with advice: prints the advice and ends with 1. A bug keeps its stack trace. */
export async function orExplain(step) {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

function provideDependencies(forTests) {
  const key = fingerprint(["package-lock.json"], process.version, process.arch);
  const stamp = readStamp(stampPath);
  const done = stamp?.key === key && (forTests ? stamp.canvas && stamp.forTests : true);
  if (done) return;
  installPackages();
  const canvas = provideCanvas({ required: forTests });
  if (forTests) installBrowser();
  writeStamp(stampPath, { key, canvas, forTests });
}
