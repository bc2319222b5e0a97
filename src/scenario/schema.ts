/** The scenario file: what it may say, in what units, and what holds where it says nothing. */
import { z } from "zod";
import { faultInput } from "../faults/index.js";
import { peopleConfig } from "../fleet/settings/config.js";
import { policyInput } from "../policies/policy-schema.js";
import { bandwidth, count, duration, shown } from "../support/quantity.js";
import { chaosSchema, invariantsSchema } from "./chaos-schema.js";
import { expectSchema } from "./expectation-schema.js";
import { costsSchema } from "./costs-schema.js";
import { channelsSchema, fleetSchema } from "./fleet-schema.js";
import { limits } from "./limits.js";
import { kebabName } from "./name-schema.js";
import { objectiveSchema } from "./objective-schema.js";
import { planSchema } from "./plan-schema.js";
import { rangesSchema } from "./ranges-schema.js";
import { sweepSchema } from "./sweep-schema.js";
import { tuneSchema } from "./tune-schema.js";
import { releasesSchema } from "./release-schema.js";
import { replicationsSchema } from "./replications-schema.js";
import { servicesSchema } from "./service-schema.js";
import { startTime } from "./start-time.js";
import { suppressSchema } from "./suppress-schema.js";

const server = z.strictObject({
  bandwidth: bandwidth()
    .optional()
    .describe("What the update server gives in all, shared fairly. Default: no limit."),
  hostBandwidth: bandwidth()
    .prefault("100Mbit/s")
    .describe("What one host can take at most. Default 100Mbit/s, assumed."),
  maxDownloads: count()
    .optional()
    .describe(
      "Downloads that it serves at once; it answers further checks with HTTP 503. Default: no limit.",
    ),
});

/** Schema of a whole scenario file. What names refer to is checked apart, in `cross-checks.ts`. */
export const scenarioSchema = z.strictObject({
  $schema: z.string().optional().describe("Where editors find this schema; only in JSON files."),
  apiVersion: z.literal("shakedown/v1").describe("Version of the format."),
  name: kebabName("docker-1.7.1-bridge").describe("Names the report and its folder."),
  description: z
    .string()
    .optional()
    .describe("What it is about. Default: the comment at the top of the file."),
  seed: z
    .union([z.string(), z.number()], {
      error: "expected a text or a number",
    })
    .transform(String)
    .describe("Names the luck: the same seed gives the same results."),
  start: startTime()
    .prefault("2024-01-01")
    .describe(
      "Moment at which the run starts, UTC: maintenance windows and daily checks go by it. Default: a Monday, 00:00.",
    ),
  horizon: duration()
    .refine((horizon) => horizon > 0 && horizon <= limits.horizon, {
      error: "expected a horizon above 0s and of at most 3650d",
    })
    .describe("When the run ends, from its start; at most ten years."),
  replications: replicationsSchema
    .default(30)
    .describe(
      "Runs with luck of their own, per policy: a number, or a rule that says when there are enough. Default 30.",
    ),
  fleet: fleetSchema.describe("The hosts."),
  channels: channelsSchema
    .default({})
    .describe("Those outside this fleet who follow a channel, and what comes of their reports."),
  services: servicesSchema.default([]).describe("The containers."),
  releases: releasesSchema
    .default([])
    .describe("What is published when; a later entry is newer than an earlier one."),
  server: server.prefault({}).describe("The update server."),
  people: peopleConfig.default({}).describe("The people who look after the fleet."),
  faults: z
    .array(faultInput)
    .max(limits.faults)
    .default([])
    .describe("What goes wrong besides the releases."),
  policies: z
    .record(kebabName("coreos"), policyInput, {
      error: (issue) => `expected at least one policy, by name, got ${shown(issue.input)}`,
    })
    .refine((policies) => Object.keys(policies).length > 0, {
      error: "expected at least one policy, got none",
    })
    .describe("The policies that are compared; differences are from the first."),
  costs: costsSchema.optional(),
  objective: objectiveSchema.optional(),
  expect: expectSchema
    .default([])
    .describe("Bounds on the results; the command exits with 1 where one does not hold."),
  invariants: invariantsSchema
    .default([])
    .describe(
      "Policy invariants that every run is held against, beyond what must always hold; the command exits with 1 on a breach.",
    ),
  chaos: chaosSchema.prefault({}).describe("How `shakedown chaos` searches."),
  plan: planSchema
    .optional()
    .describe("A question of capacity for `shakedown plan`; other commands pass it over."),
  sweep: sweepSchema.optional(),
  tune: tuneSchema.optional(),
  suppress: suppressSchema
    .default([])
    .describe("Warnings of `shakedown check` that are meant to be, each with its reason."),
  ranges: rangesSchema,
  sources: z
    .record(z.string(), z.string())
    .default({})
    .describe("Where figures are from, by path, as `/releases/0/payload`."),
});

/** A scenario file, decoded: base units, defaults filled in, names as written. */
export type ScenarioFile = z.output<typeof scenarioSchema>;
