import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { decodeData } from "../scenario/load.js";
import { readYaml } from "../scenario/read-yaml.js";
import { readTextFile } from "../scenario/text-file.js";
import { isSettings } from "../policies/merge-settings.js";
import { identityOf } from "./failure.js";
import type { FoundNote } from "./found-file.js";
import { invariantsHold } from "./judge-case.js";

/** A finding of an earlier run and what has become of it. */
export interface KnownFinding extends FoundNote {
  readonly file: string;
  /** The invariant and what the breach is about. */
  readonly identity: string;
  /**
   * `reproduced`: the same run to the last transition; `drifted`: it still fails, in another run; `passes`: mended, or the
   * case has gone stale.
   */
  readonly state: "reproduced" | "drifted" | "passes";
}

const note = z.object({
  scenario: z.string(),
  policy: z.string(),
  replication: z.int(),
  invariant: z.string(),
  subject: z.string(),
  traceHash: z.string(),
});

/** Replays every finding in a folder; one that is no finding is passed over. */
export function replayFindings(folder: string): readonly KnownFinding[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) => replayFinding(join(folder, name)) ?? []);
}

function replayFinding(file: string): KnownFinding | undefined {
  const { data } = readYaml(readTextFile(file));
  const said = note.safeParse(isSettings(data) ? data["x-found"] : undefined);
  if (!said.success) return undefined;
  const found = said.data;
  const { scenario } = decodeData(data, { file, description: "" });
  const verdict = scenario && invariantsHold(scenario, found.replication);
  const identity = identityOf({ ...found, time: 0, message: "" });
  const fails = verdict?.failures.some((failure) => identityOf(failure) === identity) === true;
  const state = !fails ? "passes" : verdict.hash === found.traceHash ? "reproduced" : "drifted";
  return { ...found, file, identity, state };
}
