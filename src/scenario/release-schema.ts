/** `releases`: what is published when, what is wrong with it, and what upstream does about it. */
import { z } from "zod";
import { mechanismKinds, runtimeKinds } from "../fleet/config.js";
import type { DefectModel } from "../fleet/model.js";
import { durationDistribution } from "../random/distribution-schema.js";
import { bytes, count, duration, share } from "../support/quantity.js";
import { nameOf, names } from "../support/reference.js";
import { limits } from "./limits.js";
import { name } from "./name-schema.js";

/** What a kind of defect is where its entry does not say. */
interface DefectDefaults {
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

/** Something wrong with a release. */
const defect = z
  .strictObject({
    name: name("bridge")
      .optional()
      .describe(
        "Releases may share a defect (an image and a package of one bug): the same name is the same luck. Default: one of its own.",
      ),
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
    probability: share().describe("Probability at each chance."),
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
  })
  .refine((entry) => (entry.kind === "lost-capacity") === (entry.capacityShare !== undefined), {
    error: "expected a capacityShare with lost-capacity and nowhere else",
  })
  .transform((entry) => ({
    ...entry,
    component: entry.component ?? defectDefaults[entry.kind].component,
    per: entry.per ?? defectDefaults[entry.kind].per,
  }));

const offset = () =>
  z.union([z.literal("never").transform(() => undefined), duration()]).meta({
    description: "When it appears there, from the start of the run; or never.",
  });

/** An image version, or a set of packages. */
const release = z.strictObject({
  version: name("1.2.0"),
  payload: bytes().describe("Size of the download."),
  delta: bytes()
    .optional()
    .describe(
      "Size of the delta from the release before it in this list, for agents that take deltas. Default: there is none.",
    ),
  deltaFailure: share()
    .prefault("0%")
    .describe("Share of hosts on which the delta does not apply. Default 0%."),
  installFailure: share()
    .prefault("0%")
    .describe(
      "Share of hosts on which it cannot be installed at all, delta or full (flatcar/Flatcar#1461: a full /boot). Default 0%.",
    ),
  channels: z
    .record(nameOf("channel"), offset())
    .describe("When it appears on which channels, `{ alpha: 0d, stable: 42d }`."),
  packages: z
    .array(z.enum(["kernel", "userland", "runtime"]))
    .min(1)
    .optional()
    .describe("Components that it brings. Default: all, an image."),
  for: z
    .array(z.enum(mechanismKinds))
    .min(1)
    .optional()
    .describe("Mechanisms that can take it. Default: all."),
  barrier: z
    .boolean()
    .default(false)
    .describe(
      "Whether every host has to run it before it may take a newer one, where the policy heeds that. Default false.",
    ),
  deadEnd: z
    .boolean()
    .default(false)
    .describe(
      "Whether hosts that run it are offered nothing any more, where the policy heeds that. Default false.",
    ),
  rollbackIndex: count(0)
    .default(0)
    .describe(
      "Rollback index of the image: a device whose loader is avb never boots a lower one again once all its slots have reached it. Default 0.",
    ),
  security: z
    .boolean()
    .default(false)
    .describe("Whether it is a security update, which apt never phases. Default false."),
  defects: z.array(defect).default([]).describe("What is wrong with it. Default: nothing."),
  fix: z
    .strictObject({
      after: durationDistribution().describe("From the withdrawal to the fixed release."),
      version: name("1.2.1").describe("Version of the fixed release."),
      payload: bytes().optional().describe("Size of its download. Default: the same."),
    })
    .optional()
    .describe(
      "The release that replaces it, without its defects, on the channels it had reached when upstream withdrew it.",
    ),
});

/** The releases: a later one is newer than an earlier one. */
export const releasesSchema = z.array(release).max(limits.releases);
