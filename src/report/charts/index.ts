import { adoption } from "./adoption.js";
import type { Chart } from "./chart.js";
import { downtimeByCause } from "./downtime-by-cause.js";
import { failedBoots } from "./failed-boots.js";
import { recoveryTime } from "./recovery-time.js";
import { servingCapacity } from "./serving-capacity.js";

/** Every chart, in the order of the report. */
export const charts: readonly Chart[] = [
  downtimeByCause,
  adoption,
  servingCapacity,
  failedBoots,
  recoveryTime,
];
