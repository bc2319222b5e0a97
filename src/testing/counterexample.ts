import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certify } from "../chaos/certificate.js";
import { caseOf } from "../chaos/chaos-case.js";
import type { Failure } from "../chaos/failure.js";
import { foundFile, type FoundNote } from "../chaos/found-file.js";
import { judgeCase, type Oracle } from "../chaos/judge-case.js";
import { shrink } from "../chaos/shrink.js";
import { shellWord } from "../support/shell-word.js";
import type { Subject } from "./subject.js";

/** The smallest case in which a policy fails, as the message of a test shows it. */

/** Runs that the shrinking of a failed expectation may take [runs]: a test should not take minutes to say what is wrong. */
const BUDGET = 600;

/** Where the cases go that a test found, unless it says so. */
export const FOLDER = "shakedown-found";

/** A failure that is to be explained. */
export interface Explained {
  readonly failure: Failure;
  readonly replication: number;
  readonly oracle: Oracle;
  /** Where the case is written. */
  readonly folder: string;
}

/** Shrinks a failure, writes the smallest case to a file, and says in words what it is and how to see it again. */
export function explain(
  { data, policy }: Subject,
  { failure, replication, oracle, folder }: Explained,
): string {
  const start = caseOf(data, { policy, replication });
  const shrunk = shrink(start, failure, { oracle, budget: BUDGET });
  const { smallest } = shrunk;
  const note: FoundNote = {
    scenario: String(data["name"]),
    policy,
    replication,
    invariant: failure.invariant,
    subject: failure.subject,
    traceHash: judgeCase(smallest, oracle)?.hash ?? "",
  };
  const certificate = certify(shrunk, { oracle, budget: BUDGET });
  const found = foundFile(shrunk, certificate, { note, folder });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, found.name);
  writeFileSync(file, found.text);
  const words = ["shakedown", "replay", file, "--policy", policy];
  const line = [...words, "--replication", String(replication)].map(shellWord).join(" ");
  return [
    ...found.story,
    "",
    `The smallest case in which it happens is in ${file}:`,
    found.text.replaceAll(/^#.*\n/gm, "").trim(),
    "",
    `Reproduce: ${line}`,
  ].join("\n");
}
