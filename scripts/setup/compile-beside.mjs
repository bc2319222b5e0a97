import { rmSync, symlinkSync } from "node:fs";
import { filesBelow } from "./fingerprint.mjs";
import { inRoot } from "./paths.mjs";

/**
 * Compiles a folder, bench or mutants, to dist-FOLDER, file by file, beside a link to dist in the place of src: it uses the
 * very code that is shipped. Its types are checked with all others, by `npm run typecheck`.
 */
export async function compileBeside(folder) {
  const { build: transpile } = await import("esbuild");
  const out = `dist-${folder}`;
  rmSync(inRoot(out), { recursive: true, force: true });
  await transpile({
    entryPoints: filesBelow(folder)
      .filter((path) => path.endsWith(".ts"))
      .map(inRoot),
    outbase: inRoot(folder),
    outdir: inRoot(`${out}/${folder}`),
    format: "esm",
    target: "es2023",
    logLevel: "error",
  });
  symlinkSync("../dist", inRoot(`${out}/src`), "dir");
}
