#!/usr/bin/env node
// Writes docs/reference/ from what the code says of itself: `npm run docs:reference`.
import { pathToFileURL } from "node:url";
import { compileBeside } from "./setup/compile-beside.mjs";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
await compileBeside("reference");
process.chdir(inRoot("."));
await import(pathToFileURL(inRoot("dist-reference/reference/main.js")).href);
