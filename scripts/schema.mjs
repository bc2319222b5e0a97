#!/usr/bin/env node
// Writes scenarios/schema.json, by which editors complete and check scenario files, and schemas/summary-v2.json, by which
// programs read results.
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

await orExplain(() => setUp());
const compiled = (path) => import(pathToFileURL(inRoot(`dist/${path}`)).href);
const { renderJsonSchema } = await compiled("scenario/json-schema.js");
const { renderSummarySchema } = await compiled("report/summary-schema.js");
writeFileSync(inRoot("scenarios/schema.json"), renderJsonSchema());
mkdirSync(inRoot("schemas"), { recursive: true });
writeFileSync(inRoot("schemas/summary-v2.json"), renderSummarySchema());
