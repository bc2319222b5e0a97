/** `train`: releases again and again, some of them bad. */
import { z } from "zod";
import { bytesDistribution, durationDistribution } from "../random/distribution-schema.js";
import type { DistributionConfig } from "../random/distribution.js";
import { variateOf } from "../random/variate-of.js";
import { count, duration, share, shown } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import { catalogues } from "./catalogues/index.js";
import { drawnDefectSchema } from "./defect-schema.js";
import { limits } from "./limits.js";
import { name } from "./name-schema.js";
import { releaseTraits } from "./release-traits.js";
import { isRegular, NUMBER, startOfTrain } from "./train-versions.js";

/** A version that is another for each release of a train. */
function numbered(example: string) {
  return name(example).superRefine((pattern, context) => {
    if (pattern.includes(NUMBER)) return;
    // What others write for a number.
    const meant = pattern.replace(/\{\{?n?\}?\}|%d|\$\{?n\}?|<number>|#+/i, NUMBER);
    const hint = meant === pattern ? "" : `; did you mean "${meant}"?`;
    const message = `expected a version with ${NUMBER} where its number goes, such as ${example}, got ${shown(pattern)}${hint}`;
    context.addIssue({ code: "custom", message });
  });
}

const delay = () =>
  z
    .unknown()
    .transform((input, context): DistributionConfig | undefined => {
      if (input === "never") return undefined;
      const result = durationDistribution().safeParse(input);
      if (result.success) return result.data;
      for (const issue of result.error.issues) context.addIssue({ ...issue });
      return z.NEVER;
    })
    .meta({
      ...z.toJSONSchema(z.union([z.literal("never"), durationDistribution()]), { io: "input" }),
      $schema: undefined,
      description: "From its appearance to that on this channel; or never.",
    });

const AT_ONCE: DistributionConfig = { dist: "constant", value: 0 };

const settings = z.strictObject({
  every: durationDistribution().describe(
    "From one release to the next. A distribution is drawn from for each: `{ dist: exponential, mean: 90d }` is a Poisson process, as of emergencies.",
  ),
  jitter: duration()
    .prefault("0s")
    .describe("Each appears up to so much later, uniformly. At most `every`. Default 0s."),
  from: duration()
    .optional()
    .describe(
      "When the first appears; where `every` is a distribution, when the wait for the first begins. Default: after one `every`; of a distribution, 0s.",
    ),
  until: duration()
    .optional()
    .describe("Nothing appears from then on. Default: the end of the run."),
  count: count().max(limits.releases).optional().describe("Releases at most. Default: no limit."),
  version: numbered("week-<n>").describe("Version of each: `<n>` stands for its number."),
  first: count(0).default(1).describe("Number of the first. Default 1."),
  payload: bytesDistribution().describe(
    "Size of the download; a distribution is drawn from for each release.",
  ),
  channels: z
    .record(nameOf("channel"), delay())
    .default({ stable: AT_ONCE })
    .describe(
      "How long after its appearance each is on which channel, `{ beta: 0d, stable: 14d }`; a distribution is drawn from for each release. Default: on stable at once.",
    ),
  ...releaseTraits,
  bad: share()
    .optional()
    .describe("Probability that a release is bad. Default: what the catalogue counts."),
  catalogue: z
    .enum(catalogues.map((one) => one.name))
    .optional()
    .describe(
      "Where `defects`, and `bad` where it is counted, come from if the train does not give them; `shakedown list catalogues`.",
    ),
  defects: z
    .array(drawnDefectSchema)
    .min(1)
    .optional()
    .describe("What a bad release may have: one of them, by their shares."),
  second: share()
    .prefault("0%")
    .describe(
      "Probability that a bad release has a second defect, another of the list. Default 0%.",
    ),
  fix: z
    .strictObject({
      after: durationDistribution().describe("From the withdrawal to the fixed release."),
      version: numbered("week-<n>.1")
        .optional()
        .describe("Version of the fixed release. Default: that of the bad one and `-fix`."),
    })
    .optional()
    .describe(
      "The release that replaces a bad one once upstream has withdrawn it, without its defects, on the channels it had reached. Default: none.",
    ),
});

type Settings = z.output<typeof settings>;
type DrawnDefect = z.output<typeof drawnDefectSchema>;

/** Settings that contradict each other, and what they lack. */
function complain(train: Settings, context: z.RefinementCtx): void {
  const { every, jitter, from, until } = train;
  const refuse = (key: keyof Settings, message: string) =>
    context.addIssue({ code: "custom", path: [key], message });
  if (variateOf(every).at(0.5) <= 0)
    refuse("every", "expected a time above 0s between its releases, or the train has no end");
  else if (isRegular(train) && jitter > variateOf(every).mean)
    refuse("jitter", "expected at most `every`, so that the releases stay in order");
  if (until !== undefined && until <= startOfTrain(train))
    refuse(
      "until",
      from === undefined
        ? "expected a time after the first release"
        : "expected a time after `from`",
    );
  complainOfDefects(train, refuse);
}

function complainOfDefects(
  train: Settings,
  refuse: (key: keyof Settings, message: string) => void,
): void {
  const { catalogue, defects, second } = train;
  const known = catalogues.map((one) => one.name).join(", ");
  const bad = badOf(train);
  if (bad === undefined && catalogue !== undefined)
    refuse(
      "catalogue",
      `expected a \`bad\` beside it, such as 5%: ${catalogue} does not count how many releases are bad`,
    );
  else if (bad === undefined && defects !== undefined)
    refuse(
      "defects",
      "expected a `bad` beside them, the probability that a release is bad, such as 5%",
    );
  if ((bad ?? 0) > 0 && defects === undefined && catalogue === undefined)
    refuse("bad", `expected \`defects\` beside it, or a \`catalogue\` (${known})`);
  if (bad === undefined && defects === undefined && catalogue === undefined && second > 0)
    refuse("second", "expected `bad` and `defects` beside it");
  if (defects === undefined) return;
  if (second > 0 && defects.length === 1)
    refuse("second", "expected at least two `defects` beside it, to draw another one from");
  const written = defects.flatMap((one) => one.share ?? []);
  if (written.length === 0) return;
  const sum = written.reduce((total, one) => total + one, 0);
  const percent = `${Number((100 * sum).toPrecision(6))}%`;
  if (written.length < defects.length)
    refuse(
      "defects",
      `expected a share for each of the ${defects.length} defects or for none, got ${written.length} shares`,
    );
  else if (Math.abs(sum - 1) > SLACK)
    refuse(
      "defects",
      `expected shares that sum to 100%, got ${written.length} that sum to ${percent}`,
    );
}

/** Shares are written with few digits: three of 33.3% are all. */
const SLACK = 0.002;

function catalogueOf({ catalogue }: Settings) {
  return catalogues.find((one) => one.name === catalogue);
}

function badOf(train: Settings): number | undefined {
  const counted = catalogueOf(train)?.bad;
  return train.bad ?? (counted && counted.count / counted.of);
}

/** The defects of a train with their shares, which sum to 1. */
function defectsOf(train: Settings): readonly (DrawnDefect & { readonly share: number })[] {
  const defects =
    train.defects ??
    catalogueOf(train)?.defects.map(({ share: { count: times, of }, settings: one }) =>
      drawnDefectSchema.parse({ ...one, share: times / of }),
    ) ??
    [];
  const shares = defects.map((one) => one.share ?? 1);
  const sum = shares.reduce((total, one) => total + one, 0);
  return defects.map((one, index) => ({ ...one, share: shares[index]! / sum }));
}

/** A train as the simulation takes it: what it does not say is filled in, and a catalogue is written out. */
const train = settings.superRefine(complain).transform(({ fix, ...one }) => ({
  ...one,
  from: startOfTrain(one),
  bad: badOf({ ...one, fix }) ?? 0,
  defects: defectsOf({ ...one, fix }),
  fix: fix && { ...fix, version: fix.version ?? `${one.version}-fix` },
}));

/** An entry of `releases` that stands for many. */
export const trainEntry = z.strictObject({
  train: train.describe(
    "Releases again and again, each bad with a probability; nothing stands beside it in its entry.",
  ),
});

/** An entry that stands for many releases. */
export type TrainEntry = z.output<typeof trainEntry>;
/** What is said of them. */
export type Train = TrainEntry["train"];
