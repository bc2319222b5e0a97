import { existsSync } from "node:fs";
import { presets } from "../../policies/index.js";
import { decodeScenario } from "../../scenario/load.js";
import { askScenario } from "../ask-scenario.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { oneOf } from "../options.js";
import {
  type ScenarioAnswers,
  scenarioText,
  type Trouble,
  troubles,
  usualAnswers,
} from "../scenario-template.js";
import { writeAsked } from "../write-asked.js";

/** Options of `init scenario`, as commander gives them. */
export interface InitOptions {
  readonly name?: string;
  readonly hosts?: number;
  readonly containers?: number;
  readonly policy?: readonly string[];
  readonly trouble?: string;
  readonly yes?: true;
  readonly force?: true;
}

/** Writes the scenario that options or answers describe. */
export async function initScenario(file: string, options: InitOptions): Promise<ExitCode> {
  if (options.force !== true && existsSync(file)) {
    throw new UsageError(`${file}: expected no file of that name, got one; --force overwrites it`);
  }
  const given = answersOf(options);
  const isSilent = options.yes === true || Object.keys(given).length > 0;
  const asks = !isSilent && process.stdin.isTTY && process.stdout.isTTY;
  const answers = asks ? await askScenario(usualAnswers) : { ...usualAnswers, ...given };
  if (answers === undefined) return ExitCode.Interrupted;
  const text = scenarioText(answers);
  decodeScenario(text, file);
  writeAsked(file, text);
  process.stdout.write(`${file}: a scenario that runs as it is\n  shakedown run ${file}\n`);
  return ExitCode.Done;
}

/** What the options say. @throws UsageError naming what there is. */
function answersOf({
  name,
  hosts,
  containers,
  policy,
  trouble,
}: InitOptions): Partial<ScenarioAnswers> {
  const known = presets.map((preset) => preset.name);
  for (const one of policy ?? []) oneOf("--policy", one, known);
  return {
    ...(name === undefined ? {} : { name }),
    ...(hosts === undefined ? {} : { hosts }),
    ...(containers === undefined ? {} : { containers }),
    ...(policy === undefined ? {} : { policies: [...new Set(policy)] }),
    ...(trouble === undefined ? {} : { trouble: oneOf("--trouble", trouble, troubles) as Trouble }),
  };
}
