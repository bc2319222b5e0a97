import type { AnswerOptions } from "../answer-options.js";
import { referenceTo } from "../../experiment/scenario-reference.js";
import { noReturnReport } from "../../report/answers/no-return-report.js";
import { handOut, reportFolder } from "../answer-question.js";
import { askNoReturn, subjectOf } from "../ask-no-return.js";
import { ExitCode } from "../exit-code.js";
import { chosenPolicies, loadWith } from "../scenario-options.js";

/** Options of `no-return`, as commander gives them. */
export interface NoReturnOptions extends AnswerOptions {
  readonly policy?: string;
  readonly release?: string;
  readonly metric?: string;
  readonly bad?: number;
  readonly replications?: number;
}

/** Finds until when a halt of a bad release still helps, under each policy. */
export async function noReturn(file: string, options: NoReturnOptions): Promise<ExitCode> {
  const scenario = loadWith(file, options);
  const chosen = chosenPolicies(scenario, options.policy);
  const folder = reportFolder(options, scenario.name);
  const subject = subjectOf(scenario, options);
  const policies = await askNoReturn(scenario, chosen, { ...options, ...subject });
  if (policies === undefined) return ExitCode.Interrupted;
  const answer = { scenario: referenceTo(scenario), seed: scenario.seed, policies };
  return handOut(noReturnReport(answer), { ...options, folder });
}
