#!/usr/bin/env node
// Runs vectors of how real systems behave through the code that simulates them: `npm run conformance -- FILE…`.
import { pathToFileURL } from "node:url";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
const { main } = await import(pathToFileURL(inRoot("dist/conformance/main.js")).href);
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.exitCode = await main(process.argv.slice(2));
