import { mkdirSync, writeFileSync } from "node:fs";
import { referencePages } from "./index.js";

/** Writes docs/reference/ anew, seen from the root of the repository. */
mkdirSync("docs/reference", { recursive: true });
for (const [file, text] of Object.entries(await referencePages())) {
  writeFileSync(`docs/reference/${file}`, text);
}
