/** Something wrong with a release: as a release states it, and as a train draws it. */
import { z } from "zod";
import { runtimeKinds } from "../fleet/config.js";
import type { DefectModel } from "../fleet/model.js";
import { durationDistribution, shareDistribution } from "../random/distribution-schema.js";
import { count, share } from "../support/quantity.js";
import { names } from "../support/reference.js";
import { name } from "./name-schema.js";

/** What a kind of defect is where its entry does not say. */
export interface DefectDefaults {
  readonly component: "kernel" | "userland" | "runtime";
  readonly per: DefectModel["per"];
}

/** Where each kind of defect bites by default, and what its chances are taken at. */
const defectDefaults: Readonly<Record<DefectModel["kind"], DefectDefaults>> = {
  "kernel-panic": { component: "kernel", per: "boot" },
  "boot-hang": { component: "kernel", per: "boot" },
  "broken-bridge": { component: "runtime", per: "host" },
  "runtime-crash": { component: "runtime", per: "boot" },
  "lost-network": { component: "kernel", per: "host" },
  "container-panic": { component: "runtime", per: "container-start" },
  "latent-crash": { component: "userland", per: "boot" },
  "lost-capacity": { component: "userland", per: "host" },
};

const defectKinds = Object.keys(defectDefaults) as readonly DefectModel["kind"][];

const kindSettings = {
  kind: z.enum(defectKinds).describe("What it does."),
  component: z
    .enum(["kernel", "userland", "runtime"])
    .optional()
    .describe(
      "Component that carries it. Default: runtime for bridge, daemon and container defects, userland for latent ones, else kernel.",
    ),
  per: z
    .enum(["host", "boot", "container-start"])
    .optional()
    .describe(
      "What each chance is taken at. Default: container-start for container-panic; host for broken-bridge, lost-network and lost-capacity; else boot.",
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
  readonly kind: DefectModel["kind"];
  readonly component?: DefectDefaults["component"] | undefined;
  readonly per?: DefectDefaults["per"] | undefined;
  readonly capacityShare?: number | undefined;
}

const fitsKind = (entry: Written) =>
  (entry.kind === "lost-capacity") === (entry.capacityShare !== undefined);

const MISFIT = { error: "expected a capacityShare with lost-capacity and nowhere else" };

function completed<Entry extends Written>(
  entry: Entry,
): Omit<Entry, keyof DefectDefaults> & DefectDefaults {
  return {
    ...entry,
    component: entry.component ?? defectDefaults[entry.kind].component,
    per: entry.per ?? defectDefaults[entry.kind].per,
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
  .refine(fitsKind, MISFIT)
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
  .refine(fitsKind, MISFIT)
  .transform(completed);
