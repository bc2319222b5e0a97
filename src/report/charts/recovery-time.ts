import type { RecoveryCurve } from "../../experiment/comparison.js";
import { durationInWords } from "../format.js";
import { axis } from "./axes.js";
import { bandChart } from "./bands.js";
import { extremes, type Subject } from "./chart.js";
import type { Theme } from "./theme.js";

/** Round times that a logarithmic axis is marked at [ms]. */
const TICKS = [1e3, 1e4, 6e4, 3e5, 9e5, 36e5, 144e5, 864e5, 6048e5];

/** How long hosts take to come back after a failed boot. */
export const recoveryTime = bandChart({
  name: "recovery-time",
  title: "How long hosts take to come back after a failed boot",
  doc: "Share of boot-failure episodes that last longer than the time on the logarithmic axis (life-table estimate over all replications), with a pointwise 95 % band. Episodes that had not ended at the horizon count for as long as they were seen.",
  empty: "No boot failed.",
  bandOf: ({ recovery }) => (recovery === null ? undefined : { ...recovery, mean: recovery.share }),
  axis: "share of episodes that last longer",
  measure: "share",
  zooms: false,
  x: logarithmic,
  summary,
});

/** By when half of the episodes are over. */
function summary({ policies }: Subject): string {
  const curves = policies.flatMap(({ name, result: { recovery } }) =>
    recovery === null ? [] : [{ name, recovery }],
  );
  const medians = curves.map(({ name, recovery }) => {
    const value = medianOf(recovery);
    const text =
      value === undefined ? "not within the run" : `about ${durationInWords(roundTime(value))}`;
    return { name, value: value ?? Number.POSITIVE_INFINITY, text };
  });
  const open = curves.reduce((sum, { recovery }) => sum + recovery.open, 0);
  const all = curves.reduce((sum, { recovery }) => sum + recovery.episodes, 0);
  return `Half of the episodes were over after: ${extremes(medians)}. ${open} of ${all} had not ended at the horizon.`;
}

/** The first time of the grid at which no more than half last longer [ms]. */
function medianOf({ times, share }: RecoveryCurve): number | undefined {
  return times[share.findIndex((one) => one <= 0.5)];
}

/** The grid is coarse: seconds of an hour would say more than it knows. */
function roundTime(ms: number): number {
  const unit = ms >= 36e5 ? 6e5 : ms >= 6e5 ? 6e4 : ms >= 6e4 ? 1e4 : 1e3;
  return Math.round(ms / unit) * unit;
}

function logarithmic(theme: Theme) {
  const base = axis("time to recover (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    afterBuildTicks: (scale: { min: number; max: number; ticks: { value: number }[] }) => {
      scale.ticks = TICKS.filter((tick) => tick >= scale.min && tick <= scale.max).map((value) => ({
        value,
      }));
    },
    ticks: { ...base.ticks, callback: (value: number | string) => durationInWords(Number(value)) },
  };
}
