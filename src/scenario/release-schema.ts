/** `releases`: what is published when, what is wrong with it, and what upstream does about it. */
import { z } from "zod";
import { durationDistribution } from "../random/distribution-schema.js";
import { bytes, duration } from "../support/quantity.js";
import { nameOf, writtenAs } from "../support/reference.js";
import { defectSchema } from "./defect-schema.js";
import { limits } from "./limits.js";
import { name } from "./name-schema.js";
import { releaseTraits } from "./release-traits.js";
import { trainEntry, type TrainEntry } from "./train-schema.js";

const offset = () =>
  z.union([z.literal("never").transform(() => undefined), duration()]).meta({
    description: "When it appears there, from the start of the run; or never.",
  });

/** An image version, or a set of packages. */
const release = z.strictObject({
  version: name("1.2.0"),
  payload: bytes().describe("Size of the download."),
  channels: z
    .record(nameOf("channel"), offset())
    .describe("When it appears on which channels, `{ alpha: 0d, stable: 42d }`."),
  ...releaseTraits,
  defects: z.array(defectSchema).default([]).describe("What is wrong with it. Default: nothing."),
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

/** A release of its own. */
export type Release = z.output<typeof release>;

/** Whether an entry of `releases` stands for many. */
export function isTrain(entry: Release | TrainEntry): entry is TrainEntry {
  return "train" in entry;
}

/** The releases of a scenario that stand for themselves, in their order. */
export function listedReleases(releases: readonly (Release | TrainEntry)[]): readonly Release[] {
  return releases.filter((one): one is Release => !isTrain(one));
}

/**
 * A release or a train. Not a union of the two, which would answer a mistake in one with what is wrong with it as the
 * other: what has the key `train` is judged as one.
 */
const entry = z
  .unknown()
  .transform((input, context): Release | TrainEntry => {
    const isTrain = typeof input === "object" && input !== null && "train" in input;
    const result = (isTrain ? trainEntry : release).safeParse(
      isTrain ? { train: input.train } : input,
    );
    const beside = isTrain ? Object.keys(input).filter((key) => key !== "train") : [];
    for (const key of beside) {
      const message = `expected nothing beside \`train\`: its settings stand under it`;
      context.addIssue({ code: "custom", path: [key], message });
    }
    if (result.success) return beside.length === 0 ? result.data : z.NEVER;
    for (const issue of result.error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  })
  .meta(jsonSchemaOf());

function jsonSchemaOf(): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(z.union([release, trainEntry]), { io: "input" });
  return schema;
}

writtenAs.set(entry, z.union([release, trainEntry]));

/** The releases: a later one is newer than an earlier one, and a train is newer than what appears before. */
export const releasesSchema = z.array(entry).max(limits.releases);
