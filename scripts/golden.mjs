#!/usr/bin/env node
// Writes test/golden/ anew: the figures of every shipped scenario under each of its policies, from a short run of it.
// `--print` prints them instead, for the test that compares them. The sources are bundled as they are: nothing has to be built.
import { pathToFileURL } from "node:url";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp({ compiled: false }));
const { build: bundle } = await import("esbuild");
const outfile = inRoot("dist-golden/main.js");
await bundle({
  entryPoints: [inRoot("golden/main.ts")],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "es2023",
  logLevel: "error",
});
process.chdir(inRoot("."));
await import(pathToFileURL(outfile).href);
