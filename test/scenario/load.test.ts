import { describe, expect, it } from "vitest";
import { decodeScenario } from "../../src/scenario/load.js";
import { listedReleases } from "../../src/scenario/release-schema.js";
import { timeOfWeek } from "../../src/scenario/start-time.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
import { changed, problems, SMALL } from "./texts.js";

const decode = (text: string) => decodeScenario(text, "s.yaml");

/** The example of the design, as it stands there. */
const DESIGN = `# yaml-language-server: $schema=./schema.json
apiVersion: shakedown/v1
name: docker-1.7.1-bridge
seed: 1707
horizon: 60d
replications: 200
fleet:
  groups:
    - { name: web, hosts: 300, zones: [a, b, c], channel: stable, runtime: docker, capacity: 80 }
services:
  - { name: api, group: web, replicas: 6000, start: { dist: lognormal, median: 3s, p95: 12s }, budget: { minAvailable: 90% } }
releases:
  - version: 766.3.0
    payload: 180MB
    channels: { alpha: 0d, beta: 21d, stable: 42d }
    defects:
      - { kind: broken-bridge, per: container-start, probability: 10% }
faults:
  - { kind: network-partition, from: 43d, for: 6h, zones: [b], cuts: [update-server, lock] }
policies:
  coreos: { preset: coreos-locksmith }
  ubuntu: { preset: ubuntu-unattended }
expect:
  - { metric: availability, policy: coreos, min: 99.9% }
`;

describe("the example of the design", () => {
  const scenario = decode(DESIGN);

  it("decodes into base units", () => {
    expect(scenario).toMatchObject({ seed: "1707", horizon: 60 * DAY, replications: 200 });
    expect(scenario.fleet.groups[0]).toMatchObject({ hosts: 300, runtime: { kind: "docker" } });
    expect(scenario.services[0]!.start).toEqual({ dist: "lognormal", median: 3_000, p95: 12_000 });
    expect(scenario.services[0]!.budget).toEqual({ minAvailable: { share: 0.9 } });
    expect(scenario.releases[0]).toMatchObject({
      payload: 180e6,
      channels: { alpha: 0, beta: 21 * DAY, stable: 42 * DAY },
    });
    expect(listedReleases(scenario.releases)[0]!.defects[0]).toMatchObject({
      kind: "broken-bridge",
      component: "runtime",
      per: "container-start",
      probability: 0.1,
    });
    expect(scenario.faults[0]).toMatchObject({ kind: "network-partition", from: 43 * DAY });
    expect(Object.keys(scenario.policies)).toEqual(["coreos", "ubuntu"]);
    expect(scenario.expect).toEqual([
      {
        metric: "availability",
        unit: "",
        policy: "coreos",
        over: undefined,
        min: 0.999,
        max: undefined,
        statistic: { kind: "mean" },
      },
    ]);
  });

  it("has no words at its top besides those for editors", () => {
    expect(scenario.description).toBe("");
  });
});

describe("decodeScenario", () => {
  it("fills in what is not written", () => {
    const scenario = decode(`apiVersion: shakedown/v1
name: least
seed: x
horizon: 1d
fleet: { groups: [{ name: web, hosts: 1 }] }
policies: { all: {} }
`);
    expect(scenario).toMatchObject({
      replications: 30,
      channels: {},
      services: [],
      releases: [],
      faults: [],
      expect: [],
      sources: {},
      people: {},
      server: { hostBandwidth: 12_500 },
    });
    expect(scenario.fleet.groups[0]).toMatchObject({
      zones: ["a"],
      cohorts: {},
      rackSize: 40,
      channel: "stable",
      capacity: 100,
    });
    expect(timeOfWeek(scenario.start)).toBe(0);
  });

  it("fills in what a service and a channel do not say", () => {
    const text = changed("services:", "channels: { stable: {} }\nservices:");
    const { services, channels } = decode(text);
    expect(services[0]).toMatchObject({
      stop: { dist: "constant", value: 2 * SECOND },
      pull: { dist: "lognormal", median: 8 * SECOND, p95: 30 * SECOND },
      rescheduleAfter: 5 * MINUTE,
      restart: { backOff: 10 * SECOND, cap: 5 * MINUTE },
    });
    expect(channels["stable"]).toMatchObject({
      testers: 0,
      reports: 1,
      containers: 15,
      updateWithin: { dist: "uniform", min: 0, max: 24 * HOUR },
      reaction: { dist: "lognormal", median: 22 * HOUR, p95: 33 * HOUR },
    });
  });

  it("takes each kind of defect where it bites by itself, unless it says otherwise", () => {
    const decoded = (defect: string) =>
      listedReleases(decode(changed("kind: kernel-panic", defect)).releases)[0]!.defects[0]!;
    expect(decoded("kind: kernel-panic")).toMatchObject({ component: "kernel", per: "boot" });
    expect(decoded("kind: container-panic")).toMatchObject({
      component: "runtime",
      per: "container-start",
    });
    expect(decoded("kind: broken-bridge, component: kernel, per: boot")).toMatchObject({
      component: "kernel",
      per: "boot",
    });
    expect(decoded("kind: lost-capacity, capacityShare: 50%")).toMatchObject({
      per: "host",
      capacityShare: 0.5,
    });
  });

  it("keeps a release off a channel that it never reaches", () => {
    const { releases } = decode(changed("{ stable: 1d }", "{ alpha: 1d, stable: never }"));
    expect(listedReleases(releases)[0]!.channels).toEqual({ alpha: DAY, stable: undefined });
  });

  it("reads never where a duration may be never", () => {
    const text = changed("start: 3s }", "start: 3s, rescheduleAfter: never }");
    expect(decode(text).services[0]!.rescheduleAfter).toBe(NEVER);
  });

  it.each<[string, string, object]>([
    ["99%", "availability", { min: 0.99 }],
    ["0.99", "availability", { min: 0.99 }],
    ["45m", "patch-latency.t50", { min: 0.75 }],
    ["3 hosts", "peak-hosts-down", { min: 3 }],
    ["3", "peak-hosts-down", { min: 3 }],
    ["-3 hosts", "peak-hosts-down", { min: -3 }],
  ])("reads a bound of %s on %s", (bound, metric, expected) => {
    const text = changed("metric: availability", `metric: ${metric}`).replace("99%", bound);
    expect(decode(text).expect[0]).toMatchObject(expected);
  });

  it("knows the time of the week from the start", () => {
    expect(timeOfWeek("2015-07-13T00:00:00Z")).toBe(0);
    expect(timeOfWeek("2015-07-14T06:30:00Z")).toBe(DAY + 6.5 * HOUR);
    expect(timeOfWeek("1969-12-29")).toBe(0);
  });

  it("reads JSON, indented as you like", () => {
    const scenario = decode(SMALL);
    const json = JSON.parse(
      JSON.stringify({
        $schema: "./schema.json",
        apiVersion: "shakedown/v1",
        name: "small",
        seed: 1,
        horizon: "10d",
        fleet: {
          groups: [
            { name: "web", hosts: 10, zones: ["a", "b"], cohorts: { old: "10%" }, capacity: 8 },
          ],
        },
        services: [{ name: "api", group: "web", replicas: 40, start: "3s" }],
        releases: [
          {
            version: "1.0.0",
            payload: "180MB",
            channels: { stable: "1d" },
            defects: [{ kind: "kernel-panic", probability: "5%" }],
          },
        ],
        faults: [{ kind: "host-crash", from: "2d", zones: ["b"] }],
        policies: { coreos: { preset: "coreos-locksmith" } },
        expect: [{ metric: "availability", policy: "coreos", min: "99%" }],
      }),
    ) as object;
    for (const indent of [0, 2, "\t"]) {
      const { hash: _h, worldHash: _w, ...decoded } = decode(JSON.stringify(json, null, indent));
      const { hash: _a, worldHash: _b, ...expected } = scenario;
      expect(decoded).toEqual(expected);
    }
  });

  it("crosses to a worker thread as it is", () => {
    const scenario = decode(DESIGN);
    expect(structuredClone(scenario)).toEqual(scenario);
  });
});

describe("anchors, aliases and merge keys", () => {
  const merged = changed(
    "services:\n  - { name: api, group: web, replicas: 40, start: 3s }",
    `x-service: &service
  group: web
  start: { dist: exponential, mean: 3s }
services:
  - { <<: *service, name: api, replicas: 40 }
  - { <<: *service, name: db, replicas: 20 }`,
  );

  it("are resolved", () => {
    const { services } = decode(merged);
    expect(services.map(({ name, group }) => [name, group])).toEqual([
      ["api", "web"],
      ["db", "web"],
    ]);
    expect(services[1]!.start).toEqual({ dist: "exponential", mean: 3 * SECOND });
  });

  it("are places of flaws: what an alias stands for is where it is written", () => {
    const found = problems(merged.replace("mean: 3s", "mean: 3"));
    expect(found).toHaveLength(2);
    for (const line of found) expect(line).toMatch(/^s\.yaml:10:37 services\.\d\.start\.mean: /);
  });

  it("may be many", () => {
    const start = changed("start: 3s }", "start: &start { dist: exponential, mean: 3s } }");
    const more = Array.from(
      { length: 40 },
      (_, i) => `  - { name: s${i}, group: web, replicas: 1, start: *start }`,
    );
    const text = start.replace("releases:", `${more.join("\n")}\nreleases:`);
    expect(decode(text).services).toHaveLength(41);
  });
});

describe("the description", () => {
  it("is the block of comments at the top", () => {
    const text = `# yaml-language-server: $schema=./schema.json\n# What it is.\n#\n# More of it.\n\n# Not this.\n${SMALL}`;
    expect(decode(text).description).toBe("What it is.\n\nMore of it.");
  });

  it("is the field where there is one", () => {
    expect(decode(`# A comment.\ndescription: Words.\n${SMALL}`).description).toBe("Words.");
  });
});

describe("the hash", () => {
  it("is that of what a scenario says, not of how it is laid out", () => {
    const { hash } = decode(SMALL);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(
      decode(`# Words.\n${SMALL.replace("seed: 1\nhorizon: 10d", "horizon: 10d\nseed: 1")}`).hash,
    ).toBe(hash);
    expect(decode(SMALL.replace("hosts: 10", "hosts: 11")).hash).not.toBe(hash);
  });

  it("tells orders of policies apart: the first is what the others differ from", () => {
    const text = (policies: string) => changed("{ preset: coreos-locksmith }", `{}\n${policies}`);
    expect(decode(text("  a: {}\n  b: {}")).hash).not.toBe(decode(text("  b: {}\n  a: {}")).hash);
  });
});

describe("the assumptions", () => {
  it("are the figures of the file, each with the source of the nearest path upwards", () => {
    const sources = `sources:
  /services/0: a book
  /services/0/start: "https://example.org"
expect:`;
    expect(decode(changed("expect:", sources)).assumptions).toEqual([
      { path: "fleet.groups.0.hosts", value: "10" },
      { path: "fleet.groups.0.cohorts.old", value: "10%" },
      { path: "fleet.groups.0.capacity", value: "8" },
      { path: "services.0.replicas", value: "40", source: "a book" },
      { path: "services.0.start", value: "3s", source: "https://example.org" },
      { path: "releases.0.payload", value: "180MB" },
      { path: "releases.0.channels.stable", value: "1d" },
      { path: "releases.0.defects.0.probability", value: "5%" },
      { path: "faults.0.from", value: "2d" },
    ]);
  });

  it("write a distribution as one figure, and know the sources that a policy brings", () => {
    const text = changed("start: 3s", "start: { dist: lognormal, median: 3s, p95: 12s }").replace(
      "{ preset: coreos-locksmith }",
      "{ preset: coreos-locksmith, reboot: { max: 2 }, sources: { /reboot/max: runbook } }",
    );
    const { assumptions } = decode(text);
    expect(assumptions).toContainEqual({
      path: "services.0.start",
      value: "lognormal, median 3s, p95 12s",
    });
    expect(assumptions).toContainEqual({
      path: "policies.coreos.reboot.max",
      value: "2",
      source: "runbook",
    });
  });
});
