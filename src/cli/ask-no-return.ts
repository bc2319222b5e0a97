/** Until when a halt of a bad release still helps, as `no-return` and `run --halts` ask it. */
import { pointOfNoReturn } from "../experiment/no-return/answer.js";
import type { NoReturn } from "../experiment/no-return/no-return.js";
import type { OwnModule } from "../experiment/own-modules.js";
import { metricOutputs } from "../metrics/index.js";
import { listedReleases } from "../scenario/release-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import { untilDone } from "./answer-question.js";
import { UsageError } from "./exit-code.js";
import { oneOf } from "./options.js";

/** What is halted, and what measures the harm. */
export interface HaltedSubject {
  readonly release: string;
  readonly output: string;
}

/** The release and the metric that were asked for: by default the first release with a defect, and downtime by defects. @throws UsageError */
export function subjectOf(
  { releases, services }: Scenario,
  { release, metric }: { readonly release?: string; readonly metric?: string } = {},
): HaltedSubject {
  // Which releases of a train are bad is another in each replication: no halt of one would be the answer.
  const listed = listedReleases(releases);
  const versions = listed.map(({ version }) => version);
  const bad = listed.find(({ defects }) => defects.length > 0)?.version;
  const chosen = release === undefined ? bad : oneOf("--release", release, versions);
  if (chosen === undefined)
    throw new UsageError("--release: no listed release of the scenario has a defect; name one");
  const known = metricOutputs.filter(({ better }) => better === "lower").map(({ name }) => name);
  const harm = services.length > 0 ? "container-downtime.defect" : "host-downtime.defect";
  return {
    release: chosen,
    output: metric === undefined ? harm : oneOf("--metric", metric, known),
  };
}

/** How it is asked. */
interface Ask extends HaltedSubject {
  /** Harm from which on an end is bad; half of that without a halt by default. */
  readonly bad?: number;
  readonly workers: number;
  readonly quiet?: true;
  readonly modules?: readonly OwnModule[];
}

/** The answer for each policy; undefined where Ctrl-C came first. */
export function askNoReturn(
  scenario: Scenario,
  policies: readonly string[],
  { release, output, bad, workers, quiet, modules = [] }: Ask,
): Promise<readonly NoReturn[] | undefined> {
  const { replications } = scenario;
  const total = 2 * replications * policies.length;
  return untilDone({ total, unit: "runs", quiet: quiet === true }, async (signal, onRun) => {
    const answers: NoReturn[] = [];
    for (const policy of policies) {
      const question = { scenario, policy, release, output, bad, replications };
      answers.push(await pointOfNoReturn(question, { workers, modules, signal, onRun }));
    }
    return answers;
  });
}
