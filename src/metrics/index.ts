import { adoption } from "./adoption.js";
import { bootEpisodes } from "./boot-episodes.js";
import { brokenContainers } from "./broken-containers.js";
import { budgetViolation } from "./budget-violation.js";
import { cost } from "./cost.js";
import { containerDowntime } from "./container-downtime.js";
import { deadLockTime } from "./dead-lock-time.js";
import { degradedTime } from "./degraded-time.js";
import { downloads } from "./downloads.js";
import { evictions } from "./evictions.js";
import { exposure } from "./exposure.js";
import { halts } from "./halts.js";
import { hostDowntime } from "./host-downtime.js";
import type { Metric, MetricOutput } from "./metric.js";
import { moments } from "./moments.js";
import { obligations } from "./obligations.js";
import { peakHostsDown } from "./peak-hosts-down.js";
import { reboots } from "./reboots.js";
import { repairs } from "./repairs.js";
import { repeatedInstalls } from "./repeated-installs.js";
import { replacements } from "./replacements.js";
import { serving } from "./serving.js";
import { truthGap } from "./truth-gap.js";

/** Every metric, in the order of reports. */
export const metrics: readonly Metric[] = [
  cost,
  containerDowntime,
  serving,
  budgetViolation,
  hostDowntime,
  peakHostsDown,
  degradedTime,
  brokenContainers,
  bootEpisodes,
  exposure,
  moments,
  obligations,
  adoption,
  truthGap,
  reboots,
  replacements,
  evictions,
  repeatedInstalls,
  deadLockTime,
  downloads,
  repairs,
  halts,
];

/** Every number that metrics give, in the order of reports. */
export const metricOutputs: readonly MetricOutput[] = metrics.flatMap((metric) => metric.outputs);
