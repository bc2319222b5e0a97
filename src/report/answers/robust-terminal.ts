/** The answer to a robustness question for a terminal of 80 columns. */
import { closeTable, robustBasis } from "../robust-tables.js";
import { leadScale, robustSentences } from "../robust-words.js";
import { plain } from "./answer-report.js";
import type { RobustAnswer } from "./robust-report.js";
import { alignedTable, wrapped } from "./terminal.js";

/** Characters that the name of a figure has at most. */
const LONGEST = 31;

/** The sentences, the figures that matter most, and what it cost. */
export function renderRobustTerminal(answer: RobustAnswer): string {
  const printed = (sentence: string): string => wrapped(plain(sentence));
  const { rows } = closeTable(answer);
  const { unit } = leadScale(answer);
  const table = alignedTable({
    kind: "table",
    head: ["figure", "range", "lead, low end", "high end"],
    rows: rows.map(([name, , range, low, high]) => [shortened(name!), range!, low!, high!]),
  });
  return [
    ...robustSentences(answer).map(printed),
    ...(rows.length === 0 ? [] : ["", printed(`Lead of ${answer.policy} [${unit}]:`), table]),
    "",
    printed(robustBasis(answer).at(-1)!),
  ].join("\n");
}

/** The end of a name says more than its beginning. */
function shortened(name: string): string {
  return name.length > LONGEST ? `…${name.slice(1 - LONGEST)}` : name;
}
