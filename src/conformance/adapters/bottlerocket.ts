import { z } from "zod";
import { SECOND } from "../../support/time.js";
import { addUpdate, pickUpdate, type ManifestUpdate } from "../../systems/bottlerocket/manifest.js";
import { DEFAULT_WAVES } from "../../systems/bottlerocket/wave-files.js";
import {
  readyAsCoded,
  waveStarts,
  type Wave,
  type WaveStarts,
} from "../../systems/bottlerocket/waves.js";
import { operation, type Adapter, type Answer } from "../adapter.js";
import { rankVersions } from "./versions.js";

const seedStarts = z.record(z.string(), z.number()).transform((starts) =>
  Object.entries(starts)
    .map(([seed, start]): readonly [number, number] => [Number(seed), start])
    .sort((a, b) => a[0] - b[0]),
);

/** What became of waves, or that they were refused. */
function answer(waves: readonly Wave[], of: (starts: WaveStarts) => Answer): Answer {
  const starts = waveStarts(waves);
  return typeof starts === "string" ? { error: true } : { error: false, ...of(starts) };
}

/** `bottlerocket.waves`. */
export const bottlerocketWaves: Adapter = {
  family: "bottlerocket.waves",
  operations: {
    setWaves: operation(
      z.object({
        waves: z.array(z.object({ startAfterSec: z.number(), fleetPercentage: z.number() })),
      }),
      ({ waves }) =>
        answer(
          waves.map((wave) => ({
            start: wave.startAfterSec * SECOND,
            percent: wave.fleetPercentage,
          })),
          (starts) => ({
            seedStartSec: Object.fromEntries(starts.map(([seed, start]) => [seed, start / SECOND])),
          }),
        ),
    ),
    setWavesCount: operation(
      z.object({ waves: z.array(z.tuple([z.number(), z.number()])) }),
      ({ waves }) =>
        answer(
          waves.map(([start, percent]) => ({ start: start * SECOND, percent })),
          (starts) => ({ count: starts.length }),
        ),
    ),
    ready: operation(
      z.object({ seedStartMs: seedStarts, seed: z.number(), atMs: z.number() }),
      ({ seedStartMs, seed, atMs }) => ({ ready: readyAsCoded(seedStartMs, seed) <= atMs }),
    ),
    readyAtDefaultWaves: operation(z.object({ seed: z.number() }), ({ seed }) =>
      answer(DEFAULT_WAVES, (starts) => {
        const at = readyAsCoded(starts, seed);
        return { sec: Number.isFinite(at) ? Math.round(at) / SECOND : null };
      }),
    ),
  },
};

const named = z.object({
  version: z.string(),
  max: z.string(),
  arch: z.string().optional(),
  variant: z.string().optional(),
});

/** `bottlerocket.version`. */
export const bottlerocketVersion: Adapter = {
  family: "bottlerocket.version",
  operations: {
    pick: operation(
      z.object({ current: z.string(), updates: z.array(named), force: z.string().optional() }),
      ({ current, updates, force }) => {
        // An update with an `arch` or a `variant` is one for other machines than the one that asks.
        const ours = updates.filter(
          ({ arch, variant }) => arch === undefined && variant === undefined,
        );
        const texts = ours.flatMap(({ version, max }) => [version, max]);
        const rank = rankVersions([current, ...texts, ...(force === undefined ? [] : [force])]);
        const ranked = ours.map(({ version, max }) => ({
          name: version,
          version: rank(version),
          max: rank(max),
        }));
        const asked = force === undefined ? undefined : rank(force);
        return { pick: pickUpdate(ranked, rank(current), asked)?.name ?? null };
      },
    ),
    maxVersionPropagates: operation(
      z.object({ adds: z.array(z.tuple([z.string(), z.string().nullable()])) }),
      ({ adds }) => {
        const texts = adds.flatMap(([version, max]) => (max === null ? [version] : [version, max]));
        const rank = rankVersions(texts);
        let updates: readonly ManifestUpdate[] = [];
        for (const [version, max] of adds) {
          updates = addUpdate(updates, rank(version), max === null ? undefined : rank(max));
        }
        const highest = new Set(updates.map(({ max }) => max));
        return {
          maxOfAll: highest.size === 1 ? texts.find((text) => highest.has(rank(text))) : undefined,
        };
      },
    ),
  },
};
