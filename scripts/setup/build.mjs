import { chmodSync, existsSync, rmSync } from "node:fs";
import { filesBelow, fingerprint, readStamp, writeStamp } from "./fingerprint.mjs";
import { inRoot, root } from "./paths.mjs";
import { run, say, SetupError } from "./terminal.mjs";

const stampPath = "dist/.build.json";
const inputs = ["src", "tsconfig.json", "tsconfig.build.json", "package-lock.json"];

/** Compiles src to dist when a source differs from the one that dist was built from. */
export async function build() {
  const key = fingerprint(inputs, process.version);
  if (readStamp(stampPath)?.key === key) return;
  say("building");
  removeOrphans();
  compile();
  await bundleBrowserCode();
  makeExecutable("dist/cli/main.js");
  writeStamp(stampPath, { key });
}

function compile() {
  const compiler = inRoot("node_modules/typescript/bin/tsc");
  const outcome = run(
    process.execPath,
    [compiler, "-p", "tsconfig.build.json", "--pretty", "false"],
    { cwd: root },
  );
  if (!outcome.ok) throw new SetupError(`the sources do not compile:\n${outcome.lastLines}`);
}

/** The compiler leaves behind what it made of files that are gone; a registry test or a package must not see it. */
function removeOrphans() {
  for (const path of filesBelow("dist")) {
    const source = path.replace(/^dist/, "src").replace(/(\.d\.ts|\.js)$/, ".ts");
    if (source.endsWith(".ts") && !existsSync(inRoot(source))) rmSync(inRoot(path));
  }
}

/** The interactive part of report.html is one script that opens offline. */
async function bundleBrowserCode() {
  const entry = inRoot("src/report/browser/main.ts");
  if (!existsSync(entry)) return;
  const { build: bundle } = await import("esbuild");
  try {
    await bundle({
      entryPoints: [entry],
      outfile: inRoot("dist/report/browser.js"),
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      logLevel: "silent",
    });
  } catch (error) {
    throw new SetupError(`the browser code cannot be bundled:\n${error.message}`);
  }
}

function makeExecutable(path) {
  if (existsSync(inRoot(path))) chmodSync(inRoot(path), 0o755);
}
