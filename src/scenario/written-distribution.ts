import { isSettings } from "../policies/merge-settings.js";

/** A figure or a distribution as it is written, in a line: `lognormal, median 3s, p95 12s`. */
export function writtenDistribution(value: unknown): string {
  if (!isSettings(value)) return String(value);
  const { dist, ...settings } = value;
  const told = Object.entries(settings).map(([name, one]) => `${name} ${String(one)}`);
  return [String(dist), ...told].join(", ");
}
