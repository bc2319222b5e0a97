#!/usr/bin/env node
// Plants bugs in copies of the simulator and hunts them with its chaos search: `npm run mutants -- --write`.
import { pathToFileURL } from "node:url";
import { compileBeside } from "./setup/compile-beside.mjs";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
await compileBeside("mutants");
const main = inRoot("dist-mutants/mutants/main.js");
process.argv[1] = main;
process.chdir(inRoot("."));
await import(pathToFileURL(main).href);
