/** Something wrong with a release: as a release states it, and as a train draws it. */
import { z } from "zod";
import { runtimeKinds } from "../fleet/settings/config.js";
import type { DefectKind, Per } from "../fleet/defects/defect-kind.js";
import { defectKindOf, defectKinds } from "../fleet/defects/index.js";
import { pers, persOf } from "../fleet/defects/in-words.js";
import { lostCapacity } from "../fleet/defects/kinds/lost-capacity.js";
import type { DistributionConfig } from "../random/distribution.js";
import { durationDistribution, shareDistribution } from "../random/distribution-schema.js";
import { count, share } from "../support/quantity.js";
import { listInWords } from "../support/list-in-words.js";
import { names } from "../support/reference.js";
import { name } from "./name-schema.js";

/** What a kind of defect is where its entry does not say. */
export type DefectDefaults = Pick<DefectKind, "component" | "per">;

const componentNames = ["kernel", "userland", "runtime"] as const;

/** "runtime for broken-bridge and runtime-crash, else kernel": what kinds have by default, the most frequent last. */
function defaultsInWords(of: (kind: DefectKind) => string): string {
  const namesOf = (value: string) =>
    defectKinds.filter((one) => of(one) === value).map(({ kind }) => kind);
  const rising = [...new Set(defectKinds.map(of))].toSorted(
    (one, other) => namesOf(one).length - namesOf(other).length,
  );
  const told = rising.slice(0, -1).map((value) => `${value} for ${listInWords(namesOf(value))}`);
  return [...told, `else ${rising.at(-1)!}`].join("; ");
}

const kindSettings = {
  kind: z
    .enum(defectKinds.map(({ kind }) => kind))
    .describe("What it does; `shakedown list defects` tells them apart."),
  component: z
    .enum(componentNames)
    .optional()
    .describe(`Component that carries it. Default: ${defaultsInWords((one) => one.component)}.`),
  per: z
    .enum(pers)
    .optional()
    .describe(
      `What each chance is taken at. Default: ${defaultsInWords(({ per }) => per)}. With installation: whenever its package is installed in place.`,
    ),
};

const victimSettings = {
  cohorts: names("any-cohort").optional().describe("Only hosts of these cohorts. Default: all."),
  runtimes: z
    .array(z.enum(runtimeKinds))
    .min(1)
    .optional()
    .describe("Only hosts with these container runtimes. Default: all."),
  groups: names("group")
    .optional()
    .describe(
      "Only hosts of these groups. Default: all. Testers are in no group and do not meet it.",
    ),
  minContainers: count(0)
    .default(0)
    .describe("Only hosts with at least so many containers. Default 0."),
  after: durationDistribution()
    .prefault("0s")
    .describe("From the chance taken to the bite. Default: at once."),
  capacityShare: share()
    .optional()
    .describe("Share of the capacity that is lost; only lost-capacity."),
  detectable: z
    .boolean()
    .default(true)
    .describe("Whether testers report it when it hits them. Default true."),
};

/** What a defect of any schema is judged by. */
interface Written {
  readonly kind: string;
  readonly component?: DefectDefaults["component"] | undefined;
  readonly per?: Per | undefined;
  readonly after: DistributionConfig;
  readonly capacityShare?: number | undefined;
}

/** Refuses what has no meaning together, with the reason. */
function judge(entry: Written, context: z.RefinementCtx): void {
  if ((entry.kind === lostCapacity.kind) !== (entry.capacityShare !== undefined)) {
    const message = "expected a capacityShare with lost-capacity and nowhere else";
    context.addIssue({ code: "custom", message });
  }
  const kind = defectKindOf(entry.kind);
  const { meaningless } = kind;
  const per = entry.per ?? kind.per;
  const isDelayed = entry.after.dist !== "constant" || entry.after.value > 0;
  const found = meaningless.find(
    (one) => one.per === per && (one.after === undefined || isDelayed),
  );
  if (found === undefined) return;
  const [field, message] =
    found.after === true
      ? ["after", `expected no delay of a ${entry.kind} per ${per}: ${found.why}`]
      : [
          "per",
          `expected ${listInWords(persOf(kind), "or")} with ${entry.kind}, got ${per}: ${found.why}`,
        ];
  context.addIssue({ code: "custom", path: [field], message });
}

function completed<Entry extends Written>(
  entry: Entry,
): Omit<Entry, keyof DefectDefaults> & DefectDefaults {
  const kind = defectKindOf(entry.kind);
  return {
    ...entry,
    component: entry.component ?? kind.component,
    per: entry.per ?? kind.per,
  };
}

/** A defect of one release. */
export const defectSchema = z
  .strictObject({
    name: name("bridge")
      .optional()
      .describe(
        "Releases may share a defect (an image and a package of one bug): the same name is the same luck. Default: one of its own.",
      ),
    ...kindSettings,
    probability: share().describe("Probability at each chance."),
    ...victimSettings,
  })
  .superRefine(judge)
  .transform(completed);

/** A defect that bad releases of a train may have. */
export const drawnDefectSchema = z
  .strictObject({
    share: share()
      .optional()
      .describe(
        "Share of the bad releases that have it; the shares of all defects of a train sum to 100%. Default: all alike.",
      ),
    ...kindSettings,
    probability: shareDistribution().describe(
      "Probability at each chance; a distribution is drawn from once for each bad release.",
    ),
    ...victimSettings,
  })
  .superRefine(judge)
  .transform(completed);
