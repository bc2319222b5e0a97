import { stringify } from "yaml";
import type { SchemaNode } from "./schema-node.js";
import { written } from "./settings.js";

/** What an example writes for the settings that a fault must have. */
const FAULT_VALUES: Readonly<Record<string, unknown>> = {
  from: "2d",
  for: "30m",
  zones: ["b"],
  step: "install",
};

/** An entry under `faults` with what it must have, narrowed to some victims where it can be. */
export function faultExample(kind: string, { properties = {}, required = [] }: SchemaNode): string {
  const needed = Object.keys(FAULT_VALUES).filter(
    // `from` may be missing where there can be a rate instead.
    (name) => required.includes(name) || (name === "from" && name in properties),
  );
  const values = needed.map((name) => [name, FAULT_VALUES[name]] as const);
  const narrowed = "share" in properties && !needed.includes("zones") ? { share: "10%" } : {};
  return inFlow("faults", [{ kind, ...Object.fromEntries(values), ...narrowed }]);
}

/** A policy with one part, every setting at its default; undefined where there is none to write. */
export function partExample(
  role: string,
  kind: string,
  { properties = {} }: SchemaNode,
): string | undefined {
  const defaults = Object.entries(properties).flatMap(([name, setting]) =>
    setting.default === undefined ? [] : [`      ${name}: ${written(setting.default)}`],
  );
  if (defaults.length === 0) return undefined;
  return ["policies:", "  mine:", `    ${role}:`, `      kind: ${kind}`, ...defaults].join("\n");
}

function inFlow(key: string, entries: readonly object[]): string {
  const lines = entries.map((entry) =>
    stringify(entry, { collectionStyle: "flow", lineWidth: 0 }).trimEnd(),
  );
  return [`${key}:`, ...lines.map((line) => `  - ${line}`)].join("\n");
}

/** What the page of policies opens with. */
export const POLICY_EXAMPLE = `policies:
  now: { preset: coreos-locksmith }
  four-at-once: { preset: coreos-locksmith, reboot: { max: 4 } }
  our-own:
    description: Over two days, a tenth at a time, halted after three failures.
    offer: { kind: linear-ramp, duration: 48h }
    reboot: { kind: max-unavailable, max: 10% }
    health: { kind: halt-on-failures, failures: 3 }
    operator: { kind: on-call, lag: 90m }
`;

/** What the page of metrics opens with. */
export const METRICS_EXAMPLE = `expect:
  - { metric: availability, policy: coreos, min: 99.9% }
  - { metric: recovery-time, policy: coreos, max: 30m }
  - { metric: peak-hosts-down, policy: coreos, max: 3 }
`;

/** How a scenario asks for policy invariants. */
export const INVARIANTS_EXAMPLE = `invariants: [every-host-recovers, locks-come-back]
`;

/** How a scenario asks for goals. */
export const GOALS_EXAMPLE = `chaos:
  goals: [fallback-fired, halt-in-mid-rollout]
`;

/** An example for each key with a section of its own, for the top level and for distributions. */
export const SCENARIO_EXAMPLES: Readonly<Record<string, string>> = {
  name: `# yaml-language-server: $schema=./schema.json
apiVersion: shakedown/v1
name: autumn-rollout
seed: 1
start: 2024-09-02T00:00:00Z
horizon: 30d
`,
  replications: `replications: { relativeHalfWidth: 5%, metric: container-downtime, max: 500 }
`,
  fleet: `fleet:
  groups:
    - name: web
      hosts: 300
      zones: [a, b, c]
      cohorts: { old-nic: 10% }
      mechanism: { kind: ab, tries: 3 }
      agent: { period: 30m }
      runtime: containerd
    - { name: db, hosts: 12, mechanism: in-place }
`,
  channels: `channels:
  alpha: { testers: 300, updateWithin: { dist: uniform, min: 0h, max: 24h }, reports: 3 }
  stable: { testers: 5000, reaction: 18h }
`,
  services: `services:
  - name: api
    group: web
    replicas: 500
    start: { dist: lognormal, median: 3s, p95: 12s }
    budget: { minAvailable: 90% }
`,
  releases: `releases:
  - version: 1.1.0
    payload: 150MB
    channels: { stable: 2d }
  - version: 1.2.0
    payload: 150MB
    delta: 20MB
    channels: { stable: 9d }
    defects:
      - { kind: kernel-panic, probability: 5% }
    fix: { after: 24h, version: 1.2.1 }
`,
  server: `server: { bandwidth: 1Gbit/s, maxDownloads: 100 }
`,
  people: `people: { crews: 1, notice: { dist: lognormal, median: 10m, p95: 2h }, hold: false }
`,
  faults: `faults:
  - { kind: zone-outage, from: 7d, for: 20m, zones: [b] }
  - { kind: network-partition, from: 9d, for: 6h, share: 10%, cuts: [lock, reports] }
  - { kind: power-loss, rate: { every: 60d }, for: { dist: lognormal, median: 5m, p95: 60m } }
`,
  policies: POLICY_EXAMPLE,
  expect: METRICS_EXAMPLE,
  chaos: `chaos:
  faults: [power-loss, zone-outage, network-partition]
  most: 4
  victims: 10%
  goals: [fallback-fired]
  accept:
    - invariant: every-host-recovers
      reason: Machines of this kind are mended by hand once a week.
`,
  plan: `plan:
  find: smallest
  vary: fleet.groups[web].hosts
  from: 10
  to: 60
  require:
    holds:
      - { metric: container-downtime.no-room, max: 0 }
    in: 99%
`,
  distributions: `services:
  - name: api
    group: web
    replicas: 40
    start: { dist: lognormal, median: 3s, p95: 12s }
    stop: { dist: constant, value: 2s }
    pull: { dist: empirical, values: [5s, 8s, 40s], weights: [6, 3, 1] }
`,
};
