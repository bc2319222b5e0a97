import { faults } from "../../src/faults/index.js";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { decodeScenario, loadScenario } from "../../src/scenario/load.js";
import { ScenarioError } from "../../src/scenario/scenario-error.js";
import { changed, problems, SMALL } from "./texts.js";
import { presets } from "../../src/policies/index.js";

const kindsOfFaults = faults
  .map(({ kind }) => kind)
  .toSorted()
  .join(", ");

const folder = mkdtempSync(join(tmpdir(), "shakedown-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said of a file with these bytes, with the file called `FILE`. */
function problemsOfFile(name: string, bytes?: Uint8Array): string {
  const path = join(folder, name);
  if (bytes !== undefined) writeFileSync(path, bytes);
  try {
    loadScenario(path);
    return "";
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.replaceAll(path, "FILE");
  }
}

describe("bad input", () => {
  it("is not what the tests start from", () => {
    expect(problems(SMALL)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      "an unknown key, with the nearest known one",
      "replicas: 40",
      "replicaz: 40",
      's.yaml:9:30 services.0.replicaz: unknown key "replicaz"; did you mean "replicas"?',
    ],
    [
      "a key of another part than the preset has",
      "{ preset: coreos-locksmith }",
      "{ preset: kured, reboot: { windows: [] } }",
      's.yaml:19:38 policies.coreos.reboot.windows: unknown key "windows"; did you mean "window"?',
    ],
    [
      "a wrong unit",
      "horizon: 10d",
      "horizon: 5 parsecs",
      's.yaml:4:10 horizon: expected a duration such as 90s, 45m or 30d, got "5 parsecs"',
    ],
    [
      "a number without a unit",
      "horizon: 10d",
      "horizon: 10",
      "s.yaml:4:10 horizon: expected a duration such as 90s, 45m or 30d, got 10; add a unit, as in 10s",
    ],
    [
      "a unit of another quantity",
      "payload: 180MB",
      "payload: 180s",
      's.yaml:12:14 releases.0.payload: expected a size such as 180MB or 1GiB, got "180s"',
    ],
    [
      "a negative duration",
      "start: 3s",
      "start: -3s",
      's.yaml:9:51 services.0.start: expected a duration such as 90s, 45m or 30d, got "-3s"; a duration is never negative',
    ],
    [
      "a share over 100 %",
      "probability: 5%",
      "probability: 105%",
      's.yaml:15:44 releases.0.defects.0.probability: expected a share such as 5% or 0.05, at most 100%, got "105%"',
    ],
    [
      "shares over 100 % together",
      "{ old: 10% }",
      "{ old: 60%, new: 50% }",
      "s.yaml:7:55 fleet.groups.0.cohorts: expected shares that sum to at most 100%, got 110%",
    ],
    [
      "two groups of one name",
      "services:",
      "    - { name: web, hosts: 3 }\nservices:",
      's.yaml:8:15 fleet.groups.1.name: expected a group name of its own, got "web" a second time',
    ],
    [
      "a service of a group that there is not",
      "group: web",
      "group: wbe",
      's.yaml:9:25 services.0.group: expected a group (web), got "wbe"; did you mean "web"?',
    ],
    [
      "a service that fits on no host",
      "replicas: 40",
      "replicas: 81",
      "s.yaml:9:40 services.0.replicas: expected at most 80 replicas, for which group web has room (10 hosts for 8 containers each), got 81",
    ],
    [
      "a service for which others leave no room",
      "releases:",
      "  - { name: db, group: web, replicas: 41, start: 3s }\nreleases:",
      "s.yaml:10:39 services.1.replicas: expected at most 40 replicas, for which group web has room (10 hosts for 8 containers each), got 41",
    ],
    [
      "a fix of a version that there is",
      "faults:",
      "    fix: { after: 1d, version: 1.0.0 }\nfaults:",
      's.yaml:16:32 releases.0.fix.version: expected a version of its own, got "1.0.0" a second time',
    ],
    [
      "a budget of more than there is",
      "start: 3s }",
      "start: 3s, budget: { minAvailable: 41 } }",
      "s.yaml:9:79 services.0.budget.minAvailable: expected at most the 40 replicas of the service, got 41",
    ],
    [
      "a release for an unknown channel",
      "{ stable: 1d }",
      "{ stabel: 1d }",
      's.yaml:13:17 releases.0.channels.stabel: expected a channel (alpha, beta, stable), got "stabel"; did you mean "stable"?',
    ],
    [
      "two releases of one version",
      "faults:",
      "  - { version: 1.0.0, payload: 1MB, channels: {} }\nfaults:",
      's.yaml:16:16 releases.1.version: expected a version of its own, got "1.0.0" a second time',
    ],
    [
      "a fleet without groups",
      "    - { name: web, hosts: 10, zones: [a, b], cohorts: { old: 10% }, capacity: 8 }\n",
      "    []\n",
      "s.yaml:7:5 fleet.groups: expected at least 1 entry, got none",
    ],
    [
      "a group without hosts",
      "hosts: 10",
      "hosts: 0",
      "s.yaml:7:27 fleet.groups.0.hosts: expected a whole number of at least 1, got 0",
    ],
    [
      "a group that runs a release that there is not",
      "capacity: 8",
      "release: 0.9.0",
      's.yaml:7:78 fleet.groups.0.release: expected a release (1.0.0), got "0.9.0"; did you mean "1.0.0"?',
    ],
    [
      "no policy",
      "policies:\n  coreos: { preset: coreos-locksmith }",
      "policies: {}",
      "s.yaml:18:11 policies: expected at least one policy, got none",
    ],
    [
      "policies left out",
      "policies:\n  coreos: { preset: coreos-locksmith }\n",
      "",
      "s.yaml:1:1 policies: expected at least one policy, by name, got nothing",
    ],
    [
      "an unknown preset",
      "preset: coreos-locksmith",
      "preset: coreos-lockmsith",
      `s.yaml:19:21 policies.coreos.preset: expected one of ${presets.map(({ name }) => name).join(", ")}, got "coreos-lockmsith"; did you mean "coreos-locksmith"?`,
    ],
    [
      "an unknown setting of a policy",
      "{ preset: coreos-locksmith }",
      "{ preset: coreos-locksmith, reboot: { maxx: 2 } }",
      's.yaml:19:49 policies.coreos.reboot.maxx: unknown key "maxx"; did you mean "max"?',
    ],
    [
      "a limit that is neither a number nor a share",
      "{ preset: coreos-locksmith }",
      "{ reboot: { kind: max-unavailable, max: many } }",
      's.yaml:19:51 policies.coreos.reboot.max: expected a number of hosts from 1, or a share of them such as 10%, got "many"',
    ],
    [
      "a ramp on a channel that there is not",
      "{ preset: coreos-locksmith }",
      "{ preset: coreos-locksmith, offer: { channel: edge } }",
      's.yaml:19:57 policies.coreos.offer.channel: expected a channel (own, earliest, alpha, beta, stable), got "edge"',
    ],
    [
      "an unknown kind of fault",
      "kind: host-crash",
      "kind: host-crush",
      `s.yaml:17:13 faults.0.kind: expected one of ${kindsOfFaults}, got "host-crush"; did you mean "host-crash"?`,
    ],
    [
      "an unknown zone of a fault",
      "zones: [b]",
      "zones: [a, c]",
      's.yaml:17:46 faults.0.zones.1: expected a zone (a, b), got "c"',
    ],
    [
      "a fault for hosts that there are not",
      "zones: [b]",
      "hosts: [9, 10]",
      "s.yaml:17:46 faults.0.hosts.1: expected a host from 0 to 9, got 10",
    ],
    [
      "an unknown cohort of a defect",
      "probability: 5%",
      "probability: 5%, cohorts: [odl]",
      's.yaml:15:58 releases.0.defects.0.cohorts.0: expected a cohort (old, standard), got "odl"; did you mean "old"?',
    ],
    [
      "an unknown group of a defect",
      "probability: 5%",
      "probability: 5%, groups: [db]",
      's.yaml:15:57 releases.0.defects.0.groups.0: expected a group (web), got "db"',
    ],
    [
      "a lost capacity of nothing",
      "kind: kernel-panic",
      "kind: lost-capacity",
      's.yaml:15:9 releases.0.defects.0: expected a capacityShare with lost-capacity and nowhere else, got {"kind":"lost-capacity","probability":"5%"}',
    ],
    [
      "a misspelt figure of a distribution",
      "start: 3s",
      "start: { dist: lognormal, median: 3s, p59: 12s, p95: 12s }",
      's.yaml:9:82 services.0.start.p59: unknown key "p59"; did you mean "p95"?',
    ],
    [
      "an unknown distribution",
      "start: 3s",
      "start: { dist: normal, mean: 3s }",
      's.yaml:9:59 services.0.start.dist: expected a dist out of constant, uniform, exponential, lognormal, weibull, triangular, empirical, got "normal"',
    ],
    [
      "an unknown metric",
      "metric: availability",
      "metric: availabilty",
      expect.stringMatching(
        /^s\.yaml:21:15 expect\.0\.metric: expected one of .*availability.*, got "availabilty"; did you mean "availability"\?$/,
      ) as unknown as string,
    ],
    [
      "an expectation of an unknown policy",
      "policy: coreos, min",
      "policy: coreso, min",
      's.yaml:21:37 expect.0.policy: expected a policy (coreos), got "coreso"; did you mean "coreos"?',
    ],
    [
      "a bound in another unit",
      "min: 99%",
      "min: 99 hosts",
      's.yaml:21:50 expect.0.min: expected a number or a share such as 99.9%, got "99 hosts"',
    ],
    [
      "a horizon beyond limits",
      "horizon: 10d",
      "horizon: 3651d",
      's.yaml:4:10 horizon: expected a horizon above 0s and of at most 3650d, got "3651d"',
    ],
    [
      "a start that is no date",
      "seed: 1",
      "seed: 1\nstart: 2021-02-30",
      's.yaml:4:8 start: expected a date or a UTC date and time such as 2015-07-14T00:00:00Z, got "2021-02-30"',
    ],
    [
      "a name that would leave the folder of reports",
      "name: small",
      "name: ../small",
      's.yaml:2:7 name: expected a name in lower-case letters, digits, "-" and "." such as docker-1.7.1-bridge, got "../small"',
    ],
    [
      "an unknown mechanism in short form",
      "capacity: 8",
      "mechanism: inplace",
      's.yaml:7:80 fleet.groups.0.mechanism: expected one of ab, in-place, image-replace, ostree, or settings, got "inplace"; did you mean "in-place"?',
    ],
    [
      "a flaw inside settings that have a short form",
      "capacity: 8",
      "mechanism: { tries: 16 }",
      "s.yaml:7:89 fleet.groups.0.mechanism.tries: expected at most 15, what a GPT attribute can count, got 16",
    ],
    [
      "a fault that never ends repeating",
      "zones: [b] }",
      "repeat: { every: 1ms } }",
      "s.yaml:17:52 faults.0.repeat.every: expected at most 10000 occurrences in all, got 864000000",
    ],
    [
      "a source of nothing in the file",
      "expect:",
      "sources: { /fleet/groups/1/hosts: a book }\nexpect:",
      's.yaml:20:12 sources./fleet/groups/1/hosts: expected the path of something in this file, such as /fleet/groups/0/hosts, got "/fleet/groups/1/hosts"',
    ],
    [
      "text in the place of settings",
      "fleet:\n  groups:\n    - { name: web, hosts: 10, zones: [a, b], cohorts: { old: 10% }, capacity: 8 }",
      "fleet: many",
      expect.stringMatching(
        /^s\.yaml:5:8 fleet: expected settings, got "many"$/,
      ) as unknown as string,
    ],
  ])("says where %s is", (_, from, to, problem) => {
    expect(problems(changed(from, to))[0]).toEqual(problem);
  });

  it("is told once, unless the flaw is in two places", () => {
    expect(problems(changed("hosts: 10", "hosts: ten"))).toHaveLength(1);
    expect(problems(changed("zones: [b]", "zones: [7]"))).toHaveLength(1);
  });

  it("is at the key where nothing is written after it", () => {
    expect(problems(changed("horizon: 10d", "horizon:"))).toEqual([
      "s.yaml:4:1 horizon: expected a duration such as 90s, 45m or 30d, got null",
    ]);
  });

  it("is told with keys of the kind that is meant, not of another", () => {
    const [ofCrash] = problems(changed("zones: [b]", "cutz: [lock]"));
    expect(ofCrash).toMatch(/^s\.yaml:17:35 faults\.0\.cutz: unknown key "cutz"/);
    expect(ofCrash).not.toContain("cuts");
    const partition = changed("kind: host-crash", "kind: network-partition, for: 1h");
    expect(problems(partition.replace("zones: [b]", "cutz: [lock]"))).toEqual([
      's.yaml:17:51 faults.0.cutz: unknown key "cutz"; did you mean "cuts"?',
    ]);
  });

  it("is no cohort that only testers have, in a defect; in a fault it is", () => {
    const testers = changed(
      "services:",
      "channels: { stable: { cohorts: { rare: 5% } } }\nservices:",
    );
    expect(
      problems(testers.replace("probability: 5%", "probability: 5%, cohorts: [rare]")),
    ).toEqual([]);
    expect(problems(testers.replace("zones: [b]", "cohorts: [rare]"))).toEqual([
      's.yaml:18:45 faults.0.cohorts.0: expected a cohort (old, standard), got "rare"',
    ]);
  });

  it("is reported all at once, in the order of the file, whatever kind it is of", () => {
    const text = changed("horizon: 10d", "horizon: 10")
      .replace("group: web", "group: wbe")
      .replace("replicas", "replicaz")
      .replace("5%", "500%")
      .replace("policy: coreos, min", "policy: nobody, min");
    const found = problems(text);
    expect(found.map((line) => line.split(" ")[1])).toEqual([
      "horizon:",
      "services.0.group:",
      "services.0.replicaz:",
      "releases.0.defects.0.probability:",
      "expect.0.policy:",
    ]);
  });

  it("comes with its issues as data", () => {
    try {
      decodeScenario(changed("horizon: 10d", "horizon: 10"), "s.yaml");
      expect.unreachable();
    } catch (error) {
      expect((error as ScenarioError).issues).toEqual([
        {
          file: "s.yaml",
          line: 4,
          column: 10,
          path: "horizon",
          message: expect.stringContaining("expected a duration"),
        },
      ]);
    }
  });
});

describe("a file that cannot be read", () => {
  it("is missing, or a folder", () => {
    expect(problemsOfFile("none.yaml")).toBe(
      "FILE:1:1: expected a readable file, got none of that name",
    );
    expect(problemsOfFile(".").replace(folder, "FILE")).toBe(
      "FILE:1:1: expected a readable file, got a folder",
    );
  });

  it("is binary", () => {
    expect(problemsOfFile("zeros.yaml", Uint8Array.of(97, 58, 0, 98))).toBe(
      "FILE:1:1: expected text (YAML or JSON), got binary data",
    );
    expect(problemsOfFile("png.yaml", Uint8Array.of(0x89, 0x50, 0x4e, 0x47))).toBe(
      "FILE:1:1: expected text in UTF-8 (YAML or JSON), got binary data",
    );
  });

  it("is empty, or says nothing", () => {
    expect(problems("")).toEqual(["s.yaml:1:1: expected a scenario, got nothing"]);
    expect(problems("# words\n")).toEqual(["s.yaml:1:1: expected a scenario, got nothing"]);
    expect(problems("- 1\n")).toEqual(["s.yaml:1:1: expected a scenario, got [1]"]);
  });

  it.each<[string, string, string]>([
    ["an unclosed list", "a: [1, 2\nb: 3\n", "s.yaml:2:1: expected valid YAML, got: "],
    ["tabs", "a:\n\t- 1\n", "s.yaml:2:1: expected valid YAML, got: "],
    ["a key twice", "name: a\nname: b\n", "s.yaml:2:1: expected valid YAML, got: Map keys"],
    ["an unknown tag", "name: !person a\n", "s.yaml:1:7: expected valid YAML, got: "],
    ["two documents", "a: 1\n---\nb: 2\n", "s.yaml:2:1: expected one document, got several"],
    ["an alias of nothing", "a: 1\nb: *x\n", "s.yaml:2:4: expected an anchor &x above"],
    ["a merge of a number", "a:\n  <<: 5\n", "s.yaml:2:3: expected valid YAML, got: Merge"],
    ["a list that holds itself", "a: &a [*a]\n", "s.yaml:1:7: expected at most 64 levels"],
    ["nesting without end", "[".repeat(10_000), "s.yaml:1:1: expected at most 64 levels"],
    ["a date that YAML made", "%YAML 1.1\n---\na: 2020-01-01\n", "s.yaml:3:4: expected text"],
  ])("is not YAML: %s", (_, text, start) => {
    const [first] = problems(text);
    expect(first).toContain(start);
    expect(first!.indexOf(start)).toBe(0);
  });

  it("reports several slips of syntax at once", () => {
    expect(problems("a: b: c\nd: e: f\n").length).toBeGreaterThan(1);
  });

  it("is a bomb of aliases", () => {
    const layers = Array.from({ length: 9 }, (_, i) => {
      const parts = Array<string>(10).fill(i === 0 ? "x" : `*a${i - 1}`);
      return `a${i}: &a${i} [${parts.join(", ")}]`;
    });
    const begun = performance.now();
    expect(problems(layers.join("\n"))).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe("whatever it is given", () => {
  it("decodes or throws a ScenarioError with at least one issue, each at a place", () => {
    const lines = SMALL.split("\n");
    const junk = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      // Scenarios with lines dropped, doubled, swapped and overwritten.
      fc
        .array(fc.oneof(fc.constantFrom(...lines), fc.string()), { maxLength: 30 })
        .map((some) => some.join("\n")),
      fc
        .tuple(fc.nat(SMALL.length), fc.nat(10), fc.string({ maxLength: 8 }))
        .map(([from, cut, text]) => SMALL.slice(0, from) + text + SMALL.slice(from + cut)),
    );
    fc.assert(
      fc.property(junk, (text) => {
        try {
          decodeScenario(text, "s.yaml");
        } catch (error) {
          expect(error).toBeInstanceOf(ScenarioError);
          const { issues } = error as ScenarioError;
          expect(issues.length).toBeGreaterThan(0);
          for (const { line, column, message } of issues) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(message).toMatch(/^(expected|unknown key) .+/s);
            expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("says of any value in the place of another what was expected there", () => {
    const paths = [
      "name",
      "horizon",
      "fleet",
      "services",
      "releases",
      "faults",
      "policies",
      "people",
    ];
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom([{}], { a: {} }, [[]]));
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (key, instead) => {
        const json = {
          apiVersion: "shakedown/v1",
          name: "small",
          seed: 1,
          horizon: "10d",
          fleet: { groups: [{ name: "web", hosts: 3 }] },
          policies: { all: {} },
          [key]: instead,
        };
        for (const line of problems(JSON.stringify(json, null, 2))) {
          expect(line).toMatch(/^s\.yaml:\d+:\d+ \S.*: (expected .+, got .+|unknown key .+)/s);
        }
      }),
      { numRuns: 300 },
    );
  });
});
