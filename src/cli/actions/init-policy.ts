import { existsSync, readFileSync } from "node:fs";
import { ExitCode, UsageError } from "../exit-code.js";
import { writeAsked } from "../write-asked.js";

/** Writes the template of a policy of one's own. */
export function initPolicy(file: string, { force }: { readonly force?: true }): ExitCode {
  if (!/\.[cm]?ts$/.test(file)) {
    throw new UsageError(`init policy: expected a file that ends in .ts, got "${file}"`);
  }
  if (force !== true && existsSync(file)) {
    throw new UsageError(`${file}: expected no file of that name, got one; --force overwrites it`);
  }
  const template = readFileSync(new URL("../../../assets/policy.ts", import.meta.url), "utf8");
  writeAsked(file, template.replaceAll("./policy.ts", file));
  process.stdout.write(`${file}: a policy that runs as it is\n`);
  return ExitCode.Done;
}
