#!/usr/bin/env node
// Sets a clone up. `--test`: with what the tests need. `--no-build`: packages only.
import { orExplain, setUp } from "./setup/index.mjs";

const options = new Set(process.argv.slice(2));
await orExplain(() =>
  setUp({ forTests: options.has("--test"), compiled: !options.has("--no-build") }),
);
