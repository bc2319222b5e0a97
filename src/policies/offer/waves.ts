import { z } from "zod";
import type { Command, OfferTable, View } from "../../fleet/control/policy-contract.js";
import { duration, share } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import {
  addUpdate,
  pickUpdate,
  setMaxVersion,
  type ManifestUpdate,
} from "../../systems/bottlerocket/manifest.js";
import { waveFiles } from "../../systems/bottlerocket/wave-files.js";
import {
  readyAsCoded,
  readyAsDocumented,
  SEEDS,
  waveStarts,
  type Wave,
  type WaveStarts,
} from "../../systems/bottlerocket/waves.js";
import { followedChannel, publicationOn } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** Bottlerocket's waves, with the ramp its code has or the one its documents describe. */

interface Waves {
  readonly waves: WaveStarts;
  readonly ramp: "as-coded" | "as-documented";
  readonly onWithdrawal: "recall" | "halt";
  readonly channel: string;
}

const ownWaves = z
  .array(
    z.strictObject({
      startAfter: duration().describe("From the release to the start of the wave."),
      fleetPercentage: share().describe("Share of the hosts that have it when the wave is over."),
    }),
  )
  .min(1)
  .transform((waves) =>
    waves.map((wave): Wave => ({ start: wave.startAfter, percent: wave.fleetPercentage * 100 })),
  );

const names = ["default", "accelerated", "ohno", "slow-roll"] as const;

const config = z.strictObject({
  waves: z
    .union([z.enum(names).transform((name): readonly Wave[] => waveFiles[name]), ownWaves])
    .transform((waves, context): WaveStarts => {
      const starts = waveStarts(waves);
      if (typeof starts !== "string") return starts;
      const message = `expected waves that start one after the other with shares above 0% that rise: ${starts}`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .prefault("default")
    .describe(
      "A wave file by name, or waves of one's own. Default `default`: 1 % from 1 h, 5 % from 4 h, 15 % from 1 d, 40 % from 2 d, 60 % from 4 d, 90 % from 5 d, all from 6 d (bottlerocket-core-kit sources/updater/waves).",
    ),
  ramp: z
    .enum(["as-coded", "as-documented"])
    .default("as-coded")
    .describe(
      "as-coded: time per seed times the seed itself, so most of each later wave comes at its end, 40 % of the fleet at one instant; as-documented: one seed after the other. Default as-coded (update_metadata/src/lib.rs).",
    ),
  onWithdrawal: z
    .enum(["recall", "halt"])
    .default("recall")
    .describe(
      "What becomes of a release that is withdrawn. recall: the highest version anybody should run is lowered, and hosts above it go back; halt: no more grants. Default recall (updog: update_required).",
    ),
  channel: followedChannel().default("own"),
});

/** @see bottlerocket-os/bottlerocket-core-kit sources/updater */
export const waves = definePart<Waves, Standings>({
  role: "offer",
  name: "waves",
  doc: "Bottlerocket: each host drew a seed once, and waves say from when which seeds may take a release; the same hosts are the canaries of every release, and seed 0 does not wait at all.",
  config,
  start: () => [],
  decide(view, memory, settings) {
    const { channel } = settings;
    const decision = followPublications(view, memory, {
      channel,
      rank: "seed",
      schedule: (publishedAt) => tableOf(publishedAt, settings),
    });
    if (settings.onWithdrawal === "halt") return decision;
    const commands = decision.commands.map((command): Command => {
      const takesBack = command.kind === "halt" && goesBack(view, command, channel);
      return takesBack ? { ...command, kind: "recall" } : command;
    });
    return { ...decision, commands };
  },
});

/** When each seed may take a release. */
function tableOf(publishedAt: Time, settings: Waves): OfferTable {
  return { times: waitsOf(settings).map((wait) => publishedAt + wait) };
}

/** Waits of all seeds worked out before: they are the same for every release. */
const known = new WeakMap<WaveStarts, Map<Waves["ramp"], readonly Time[]>>();

/** How long each seed waits after a release [ms]. */
function waitsOf({ waves: starts, ramp }: Waves): readonly Time[] {
  const byRamp = known.get(starts) ?? new Map<Waves["ramp"], readonly Time[]>();
  known.set(starts, byRamp);
  const before = byRamp.get(ramp);
  if (before !== undefined) return before;
  const ready = ramp === "as-coded" ? readyAsCoded : readyAsDocumented;
  const waits = Array.from({ length: SEEDS }, (_, seed) =>
    Math.max(0, Math.ceil(ready(starts, seed))),
  );
  byRamp.set(ramp, waits);
  return waits;
}

/** Whether a host that runs a release would be told to take an older one, now that the repository is as it is. */
function goesBack(
  view: View,
  { group, release }: { readonly group: number; readonly release: number },
  channel: string,
): boolean {
  let updates: readonly ManifestUpdate[] = [];
  let max = -1;
  for (const [index, one] of view.releases.entries()) {
    const { publishedAt, withdrawn } = publicationOn(channel, view, view.groups[group]!, one);
    if (publishedAt === undefined) continue;
    updates = addUpdate(updates, index);
    if (!withdrawn) max = index;
  }
  if (release <= max) return false;
  // Hosts came from something: what they ran before the first update of the repository counts as an update too.
  const repository = setMaxVersion([{ version: -1, max }, ...updates], max);
  return pickUpdate(repository, release) !== undefined;
}
