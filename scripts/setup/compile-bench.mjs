import { rmSync, symlinkSync } from "node:fs";
import { filesBelow } from "./fingerprint.mjs";
import { inRoot } from "./paths.mjs";

/**
 * Compiles bench to dist-bench, file by file, beside a link to dist in the place of src: the benchmarks run the very
 * code that is shipped. Their types are checked with all others, by `npm run typecheck`.
 */
export async function compileBench() {
  const { build: transpile } = await import("esbuild");
  rmSync(inRoot("dist-bench"), { recursive: true, force: true });
  await transpile({
    entryPoints: filesBelow("bench")
      .filter((path) => path.endsWith(".ts"))
      .map(inRoot),
    outbase: inRoot("bench"),
    outdir: inRoot("dist-bench/bench"),
    format: "esm",
    target: "es2023",
    logLevel: "error",
  });
  symlinkSync("../dist", inRoot("dist-bench/src"), "dir");
}
