import { adoption } from "./adoption.js";
import { bootFunnel } from "./boot-funnel.js";
import type { Chart } from "./chart.js";
import { costByComponent } from "./cost-by-component.js";
import { distributions } from "./distributions.js";
import { downtimeByCause } from "./downtime-by-cause.js";
import { exposureDetection } from "./exposure-detection.js";
import { failedBoots } from "./failed-boots.js";
import { lockLoad } from "./lock-load.js";
import { noReturn } from "./no-return.js";
import { pareto } from "./pareto.js";
import { recoveryTime } from "./recovery-time.js";
import { robustness } from "./robustness.js";
import { servingCapacity } from "./serving-capacity.js";
import { truthGap } from "./truth-gap.js";
import { updateServerLoad } from "./update-server-load.js";
import { zoneCapacity } from "./zone-capacity.js";

/** Every chart, in the order of the report. */
export const charts: readonly Chart[] = [
  robustness,
  costByComponent,
  downtimeByCause,
  pareto,
  adoption,
  servingCapacity,
  zoneCapacity,
  bootFunnel,
  failedBoots,
  recoveryTime,
  exposureDetection,
  noReturn,
  truthGap,
  updateServerLoad,
  lockLoad,
  ...distributions,
];
