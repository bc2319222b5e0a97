/** A metric of the short table and the few words it has there. */
export interface KeyMetric {
  readonly name: string;
  readonly label: string;
  /** The metric that this one is a part of: printed below it, in the same unit. */
  readonly partOf?: string;
}

/** Metrics of the short table, in the order in which they are read. The others follow in the order of their registry. */
export const keyMetrics: readonly KeyMetric[] = [
  { name: "cost", label: "cost" },
  { name: "container-downtime", label: "downtime" },
  { name: "container-downtime.planned", label: "planned", partOf: "container-downtime" },
  { name: "container-downtime.defect", label: "defect", partOf: "container-downtime" },
  { name: "container-downtime.fault", label: "fault", partOf: "container-downtime" },
  { name: "container-downtime.no-room", label: "no room", partOf: "container-downtime" },
  { name: "availability", label: "availability" },
  { name: "budget-violation", label: "budget violation" },
  { name: "host-downtime", label: "host downtime" },
  { name: "peak-hosts-down", label: "peak hosts down" },
  { name: "failed-boots", label: "failed boots" },
  { name: "recovery-time", label: "recovery time" },
  { name: "exposure", label: "hosts exposed" },
  { name: "patch-latency.t50", label: "half patched" },
  { name: "vulnerable-time", label: "vulnerable time" },
  { name: "truth-gap", label: "truth gap" },
  { name: "repeated-installs", label: "repeated installs" },
  { name: "operator-time", label: "operator time" },
];
