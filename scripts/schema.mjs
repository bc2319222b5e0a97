#!/usr/bin/env node
// Writes scenarios/schema.json, by which editors complete and check scenario files.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
const { renderJsonSchema } = await import(
  pathToFileURL(inRoot("dist/scenario/json-schema.js")).href
);
writeFileSync(inRoot("scenarios/schema.json"), renderJsonSchema());
