/** Figures that a file leaves to the defaults although they are guesses about this fleet: its people, its boots, its containers. */
import type { DistributionConfig } from "../random/distribution.js";
import { completeBoot, completePeople } from "../fleet/settings/defaults.js";
import type { Path } from "./read-yaml.js";
import { at, entries, type Field, fields } from "./raw-fields.js";
import { writeDuration } from "./written-figure.js";

/** A figure that is not written, and where it would be. */
export interface AssumedDefault {
  readonly path: Path;
  /** The default as a file would write it. */
  readonly written: unknown;
}

/** Lists the defaults that are guesses, as far as they are not written. */
export function assumedDefaults(data: unknown): readonly AssumedDefault[] {
  const root: Field = { path: [], value: data };
  return [
    ...left(at(root, "people"), people()),
    ...entries(at(root, "fleet", "groups")).flatMap((group) => left(at(group, "boot"), boot())),
    ...entries(at(root, "services")).flatMap((service) => left(service, SERVICE)),
    ...left(at(root, "server"), SERVER),
    ...fields(at(root, "channels"))
      .filter((channel) => Number(at(channel, "testers").value ?? 0) > 0)
      .flatMap((channel) => left(channel, CHANNEL)),
  ];
}

/** Of `services`, `server` and `channels`, as their schemas have them. */
const SERVICE = { stop: "2s", pull: { dist: "lognormal", median: "8s", p95: "30s" } };
const SERVER = { hostBandwidth: "100Mbit/s" };
const CHANNEL = {
  updateWithin: { dist: "uniform", min: "0s", max: "24h" },
  reaction: { dist: "lognormal", median: "22h", p95: "33h" },
};

function people(): Readonly<Record<string, unknown>> {
  const { crews, repair, fix, notice } = completePeople();
  return { crews, repair: asWritten(repair), fix: asWritten(fix), notice: asWritten(notice) };
}

function boot(): Readonly<Record<string, unknown>> {
  const stages = Object.entries(completeBoot());
  return Object.fromEntries(stages.map(([stage, config]) => [stage, asWritten(config)]));
}

/** A distribution in units of people. */
function asWritten(config: DistributionConfig): unknown {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "number" && key !== "shape" ? writeDuration(value) : value,
    ]),
  );
}

/** Those of some settings that are not written. */
function left(
  holder: Field,
  defaults: Readonly<Record<string, unknown>>,
): readonly AssumedDefault[] {
  return Object.entries(defaults)
    .filter(([key]) => at(holder, key).value === undefined)
    .map(([key, written]) => ({ path: [...holder.path, key], written }));
}
