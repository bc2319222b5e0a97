import { decodeScenario } from "../../src/scenario/load.js";
import { ScenarioError } from "../../src/scenario/scenario-error.js";

/** Scenarios in text, small enough to count lines and columns by eye. */

/** Right as it is: every test of bad input changes one line of it. */
export const SMALL = `apiVersion: shakedown/v1
name: small
seed: 1
horizon: 10d
fleet:
  groups:
    - { name: web, hosts: 10, zones: [a, b], cohorts: { old: 10% }, capacity: 8 }
services:
  - { name: api, group: web, replicas: 40, start: 3s }
releases:
  - version: 1.0.0
    payload: 180MB
    channels: { stable: 1d }
    defects:
      - { kind: kernel-panic, probability: 5% }
faults:
  - { kind: host-crash, from: 2d, zones: [b] }
policies:
  coreos: { preset: coreos-locksmith }
expect:
  - { metric: availability, policy: coreos, min: 99% }
`;

/** `SMALL` with one text replaced by another; the text must be there. */
export function changed(from: string, to: string): string {
  if (!SMALL.includes(from)) throw new Error(`no ${from} in the scenario`);
  return SMALL.replace(from, () => to);
}

/** What is said of a text, a line for each problem; none where it decodes. */
export function problems(text: string): string[] {
  try {
    decodeScenario(text, "s.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split("\n");
  }
}
