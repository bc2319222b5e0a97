#!/usr/bin/env node
// Sets the clone up where needed, then becomes the command: same process, so exit codes, signals and streams are its own.
import { pathToFileURL } from "node:url";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());

// npm runs scripts in the folder of package.json; paths on the command line are meant from where the user stands.
if (process.env.npm_lifecycle_event === "shakedown" && process.env.INIT_CWD) {
  process.chdir(process.env.INIT_CWD);
}
const main = inRoot("dist/cli/main.js");
process.argv[1] = main;
await import(pathToFileURL(main).href);
