/** What a first scenario is made of. */
export interface ScenarioAnswers {
  readonly name: string;
  /** [hosts] */
  readonly hosts: number;
  /** Containers per host [containers]. */
  readonly containers: number;
  /** Names of presets; the first is what the others are compared with. */
  readonly policies: readonly string[];
  readonly trouble: Trouble;
}

/** What is wrong with the release that the fleet takes. */
export type Trouble = keyof typeof DEFECTS;

/** The kinds of trouble, each as the defect of a release. */
const DEFECTS = {
  none: [],
  "bad-kernel": [
    "    defects:",
    "      - { kind: kernel-panic, component: kernel, per: host, probability: 10% }",
    "    fix: { after: 24h, version: 1.1.1 }",
  ],
  "broken-bridge": [
    "    defects:",
    "      - { kind: broken-bridge, per: container-start, probability: 10% }",
    "    fix: { after: 24h, version: 1.1.1 }",
  ],
} as const;

/** Who reports what is wrong with a release; without them nobody withdraws it, and its fix never comes. */
const TESTERS = [
  "",
  "# Hosts of others that follow the channel too: once they have reported the defect, upstream withdraws the release.",
  "channels:",
  "  stable: { testers: 1000, reports: 3 }",
];

/** The kinds of trouble there are. */
export const troubles = Object.keys(DEFECTS) as readonly Trouble[];

/** What stands where nothing else is said. */
export const usualAnswers: ScenarioAnswers = {
  name: "my-fleet",
  hosts: 50,
  containers: 10,
  policies: ["coreos-locksmith", "ubuntu-unattended"],
  trouble: "bad-kernel",
};

/** What every first scenario has between its releases and its policies. */
const PEOPLE_AND_FAULTS = [
  "",
  "people:",
  "  crews: 1",
  "  notice: { dist: lognormal, median: 5m, p95: 30m }",
  "  repair: { dist: lognormal, median: 20m, p95: 2h }",
  "",
  "# `shakedown list faults` says what else may go wrong.",
  "faults:",
  "  - kind: power-loss",
  "    rate: { per: host, every: 180d }",
  "    for: { dist: lognormal, median: 5m, p95: 60m }",
  "",
  "# The first is what the others are compared with; `shakedown explain NAME` says what each does.",
];

/** A scenario as text, with comments that say where to go on. */
export function scenarioText({
  name,
  hosts,
  containers,
  policies,
  trouble,
}: ScenarioAnswers): string {
  const text = (word: string): string => JSON.stringify(word);
  return [
    `# ${name.replaceAll(/\s+/g, " ")}: which way of updating costs this fleet least?`,
    "#",
    "# Every figure here is assumed until you write where it is from, under `sources:`.",
    "",
    "apiVersion: shakedown/v1",
    `name: ${text(name)}`,
    "seed: 1",
    "horizon: 14d",
    "replications: 20",
    "",
    "fleet:",
    "  groups:",
    "    - name: web",
    `      hosts: ${hosts}`,
    "      zones: [a, b]",
    "      channel: stable",
    "      # Room for a quarter more than there is, so that drained containers find a place.",
    `      capacity: ${Math.max(containers + 1, Math.ceil(containers * 1.25))}`,
    "",
    "services:",
    "  - name: api",
    "    group: web",
    `    replicas: ${hosts * containers}`,
    "    start: { dist: lognormal, median: 3s, p95: 12s }",
    "    budget: { minAvailable: 90% }",
    "",
    "releases:",
    "  - version: 1.1.0",
    "    payload: 150MB",
    "    channels: { stable: 2d }",
    ...DEFECTS[trouble],
    ...(trouble === "none" ? [] : TESTERS),
    ...PEOPLE_AND_FAULTS,
    "policies:",
    ...policies.map((policy) => `  ${policy}: { preset: ${policy} }`),
    "",
    "# What has to hold: the run exits 1 where it does not.",
    "expect:",
    `  - { metric: availability, policy: ${policies[0] ?? ""}, min: 99% }`,
    "",
  ].join("\n");
}
