#!/usr/bin/env node
// Checks the simulator against closed forms: `npm run validate -- FILE…`.
import { pathToFileURL } from "node:url";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
const { main } = await import(pathToFileURL(inRoot("dist/validation/main.js")).href);
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.exitCode = await main(process.argv.slice(2));
