import type { ScenarioSource } from "../scenario/load.js";
import type { Path, Place } from "../scenario/read-yaml.js";
import type { Suppression } from "../scenario/suppress-schema.js";
import type { WarningCode } from "../scenario/warning-codes.js";
import { warnings } from "./index.js";
import { type Subject, subjectOf } from "./subject.js";
import { suppresses } from "./suppressed.js";
import type { Finding } from "./warning.js";

/** Something in a file that cannot work, and where. */
export interface PlacedWarning extends Place {
  readonly code: WarningCode;
  readonly file: string;
  /** As `services.0.budget`. */
  readonly path: string;
  readonly found: string;
  readonly advice: string;
  /** What taking out mends it; undefined where people have to choose. */
  readonly remove: Path | undefined;
  /** Why it is meant to be; undefined where nobody says so. */
  readonly suppressed: string | undefined;
}

/**
 * Everything in a scenario that cannot work as it is written, in the order of the file. Nothing is simulated.
 *
 * @param source that decodes.
 */
export function findWarnings(source: ScenarioSource): readonly PlacedWarning[] {
  const { scenario, data } = source;
  const subject = subjectOf(scenario, data);
  const all = warnings.flatMap((warning) =>
    warning.find(subject).map((finding) => ({ code: warning.code, finding })),
  );
  const told = all.map(({ code, finding }) => {
    const by = scenario.suppress.find((one) => suppresses(one, code, finding.path, data));
    return { code, finding, by };
  });
  const unused = unusedOf(
    subject,
    told.flatMap(({ by }) => by ?? []),
  ).map((finding) => ({ code: "unused-suppression" as const, finding, by: undefined }));
  return [...told, ...unused]
    .map(({ code, finding: { path, found, advice, removable }, by }) => ({
      code,
      file: scenario.file,
      ...source.placeOf(path),
      path: path.join("."),
      found,
      advice,
      remove: removable === true ? path : undefined,
      suppressed: by?.reason,
    }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** Suppressions that suppress nothing. */
function unusedOf({ scenario }: Subject, used: readonly Suppression[]): readonly Finding[] {
  return scenario.suppress.flatMap((one, index) => {
    if (used.includes(one)) return [];
    const path: Path = ["suppress", index];
    return [
      {
        path,
        found: `nothing is suppressed by this: there is no ${one.warning}${one.path === undefined ? "" : ` at ${one.path}`}`,
        advice: "take it out",
        removable: true as const,
      },
    ];
  });
}
