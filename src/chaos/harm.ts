import { metricOutputs } from "../metrics/index.js";

/** Outputs of metrics that an adversary can drive: those of which more, or less, is better. */
export const harmfulOutputs: readonly string[] = metricOutputs
  .filter(({ better }) => better !== "neither")
  .map(({ name }) => name);

/** Whether one value of a metric is worse than another. */
export function isHarm(output: string, value: number, than: number): boolean {
  const better = metricOutputs.find(({ name }) => name === output)?.better;
  return better === "higher" ? value < than : value > than;
}
