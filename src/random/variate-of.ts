import { compile, type DistributionConfig } from "./distribution.js";
import type { Variate } from "./variate.js";

/** Variates by the text of their distributions: a table takes milliseconds to make, and every replication asks for the same ones. */
const compiled = new Map<string, Variate>();

/** Distributions that are kept; a scenario has some dozens. */
const KEPT = 4_096;

/** A distribution ready to be drawn from, made once per process. */
export function variateOf(config: DistributionConfig): Variate {
  const key = JSON.stringify(config);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= KEPT) compiled.clear();
  const variate = compile(config);
  compiled.set(key, variate);
  return variate;
}
