import { parse, stringify } from "yaml";
import { readSource } from "../../src/scenario/load.js";
import { findWarnings, type PlacedWarning } from "../../src/warnings/find-warnings.js";

/** A scenario that nothing is wrong with, which tests change piece by piece. */
const BASE = `
apiVersion: shakedown/v1
name: sound
seed: 1
horizon: 20d
replications: 10
fleet:
  groups: [{ name: web, hosts: 30, zones: [a, b, c], cohorts: { old: 20% }, capacity: 10 }]
services:
  - { name: api, group: web, replicas: 200, start: 3s, budget: { minAvailable: 90% } }
releases:
  - { version: 1.1.0, payload: 150MB, channels: { stable: 1d } }
policies:
  coreos: { preset: coreos-locksmith }
`;

/** The text of the sound scenario with other pieces at its top. */
export function scenarioText(pieces: string): string {
  const changed = parse(pieces, { merge: true }) as Record<string, unknown> | null;
  return stringify({ ...(parse(BASE) as Record<string, unknown>), ...changed });
}

/** What is warned of in it. */
export function warningsIn(pieces: string): readonly PlacedWarning[] {
  return findWarnings(readSource(scenarioText(pieces), "s.yaml"));
}

/** The codes of what is warned of, each with its path. */
export function codesIn(pieces: string): string[] {
  return warningsIn(pieces).map(({ code, path }) => `${code} ${path}`);
}
