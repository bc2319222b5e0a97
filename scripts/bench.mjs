#!/usr/bin/env node
// Sets the clone up where needed, compiles the benchmarks and becomes them. `node --expose-gc` lets them measure memory.
import { pathToFileURL } from "node:url";
import { compileBeside } from "./setup/compile-beside.mjs";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
await compileBeside("bench");
const main = inRoot("dist-bench/bench/main.js");
process.argv[1] = main;
await import(pathToFileURL(main).href);
