import { describe, expect, it } from "vitest";
import { warningCodes } from "../../src/scenario/warning-codes.js";
import { warnings } from "../../src/warnings/index.js";
import { codesIn, warningsIn } from "./scenarios.js";

describe("the warnings", () => {
  it("are none of a sound scenario", () => {
    expect(codesIn("")).toEqual([]);
  });

  it("have one file for each code", () => {
    expect(warnings.map(({ code }) => code)).toEqual([...warningCodes]);
  });

  it.each(warnings.map((warning) => [warning.code, warning] as const))(
    "find %s in its own example",
    (code, { example }) => {
      const found = warningsIn(example).filter((one) => one.code === code);
      expect(found.length).toBeGreaterThan(0);
      expect(found[0]!.line).toBeGreaterThan(1);
    },
  );
});

const services = (budget: string, replicas = 3) =>
  `services: [{ name: api, group: web, replicas: ${replicas}, start: 3s, budget: { ${budget} } }]\n`;
const policy = (text: string) => `policies: { ours: { ${text} } }\n`;
const KURED = policy("preset: kured");

describe("a budget that nothing can satisfy", () => {
  const NEVER = "budget-never-satisfied services.0.budget";

  it.each([
    ["all of them", "minAvailable: 100%", "minAvailable"],
    ["as many as there are", "minAvailable: 3", "minAvailable"],
    ["a share that rounds up to all", "minAvailable: 90%", "minAvailable"],
    ["none that may be missing", "maxUnavailable: 0", "maxUnavailable"],
    ["a share of none", "maxUnavailable: 0%", "maxUnavailable"],
    ["a second budget", "minAvailable: 1, overlapping: true", "minAvailable"],
  ])("is %s", (_, budget, field) => {
    expect(codesIn(services(budget) + KURED)).toEqual([`${NEVER}.${field}`]);
  });

  it.each(["minAvailable: 2", "maxUnavailable: 1", "maxUnavailable: 1%", "minAvailable: 60%"])(
    "is not %s of three",
    (budget) => {
      expect(codesIn(services(budget) + KURED)).toEqual([]);
    },
  );

  it("matters to nobody where no policy drains", () => {
    expect(codesIn(services("minAvailable: 100%"))).toEqual([]);
  });

  it("names each policy that drains, and what becomes of it", () => {
    const policies = `policies:
  stuck: { preset: kured }
  forced: { preset: flatcar-fluo }
  tries: { preset: kured, reboot: { drainTimeout: 20m } }
  job: { preset: system-upgrade-controller }
  none: { preset: coreos-locksmith }
`;
    const [found] = warningsIn(services("maxUnavailable: 0") + policies);
    expect(found!.found).toBe(
      "the budget of api lets none of its 3 replicas be missing, so no host of web that runs it can be drained; stuck stands still there (its drain has no time-out), forced waits 10m at each and reboots all the same, against the budget, tries gives up after 20m at each and tries again for ever and job stands still there (its drain fails after 10m and keeps its place)",
    );
  });
});

describe("what a drain and a lock cannot do", () => {
  const full = (hosts: number) =>
    `fleet: { groups: [{ name: web, hosts: ${hosts}, capacity: 10 }] }\nservices: [{ name: api, group: web, replicas: 40, start: 3s }]\n`;

  it("is to find room where the other hosts are full", () => {
    expect(codesIn(full(4) + KURED)).toEqual(["no-room-to-drain fleet.groups.0.hosts"]);
    expect(codesIn(full(5) + KURED)).toEqual([]);
    expect(codesIn(full(4))).toEqual([]);
  });

  it("is to wait for a container that stops more slowly than the drain lasts", () => {
    const stop = (time: string) =>
      `services: [{ name: db, group: web, replicas: 30, start: 3s, stop: ${time} }]\n`;
    const fluo = policy("preset: flatcar-fluo");
    expect(codesIn(stop("20m") + fluo)).toEqual([
      "drain-timeout-too-short policies.ours.reboot.drainTimeout",
    ]);
    expect(codesIn(stop("5m") + fluo)).toEqual([]);
    expect(codesIn(stop("20m") + KURED)).toEqual([]);
    const generic = policy(
      "reboot: { kind: semaphore, drain: { kind: evict, timeout: 10m, atTimeout: reboot } }",
    );
    expect(codesIn(stop("20m") + generic)).toEqual([
      "drain-timeout-too-short policies.ours.reboot.drain.timeout",
    ]);
  });

  it("is to hold a lock that expires under a drain or a reboot", () => {
    const kured = (reboot: string) => policy(`preset: kured, reboot: { ${reboot} }`);
    const early = "lock-expires-too-early policies.ours.reboot.lockTtl";
    expect(codesIn(kured("lockTtl: 30m"))).toEqual([early]);
    expect(codesIn(kured("lockTtl: 30m, drainTimeout: 40m"))).toEqual([early]);
    expect(codesIn(kured("lockTtl: 30m, drainTimeout: 10m"))).toEqual([]);
    const semaphore = (ttl: string) => policy(`reboot: { kind: semaphore, ttl: ${ttl} }`);
    expect(codesIn(semaphore("1m"))).toEqual(["lock-expires-too-early policies.ours.reboot.ttl"]);
    expect(codesIn(semaphore("10m"))).toEqual([]);
  });

  it("is to let a large fleet through in a short time, or in few windows", () => {
    const hosts = (many: number) => `fleet: { groups: [{ name: web, hosts: ${many} }] }\n`;
    const slow = "lock-too-slow policies.coreos.reboot.max";
    expect(codesIn(hosts(40_000))).toEqual([slow]);
    expect(codesIn(hosts(5_000))).toEqual([]);
    const window = policy(
      'reboot: { kind: max-unavailable, max: 1, windows: [{ days: [sun], start: "02:00", length: 1h }] }',
    );
    expect(codesIn(hosts(500) + services("maxUnavailable: 1") + window)).toEqual([
      "lock-too-slow policies.ours.reboot.max",
    ]);
    expect(codesIn(hosts(20) + services("maxUnavailable: 1") + window)).toEqual([]);
  });

  it("is to let anybody go with a limit of nothing, or while paused", () => {
    const of = (reboot: string) => codesIn(policy(`reboot: { ${reboot} }`));
    const none = "no-reboot-allowed policies.ours.reboot";
    expect(of("kind: fleet-lock, slots: 0")).toEqual([`${none}.slots`]);
    expect(of("kind: mco, paused: true")).toEqual([`${none}.paused`]);
    expect(of("kind: locksmith, strategy: off")).toEqual([`${none}.strategy`]);
    expect(of("kind: locksmith, max: 0, changes: [{ at: 2d, max: 1 }]")).toEqual([]);
    expect(of("kind: manual")).toEqual([]);
  });
});

describe("a lock for each group", () => {
  const two = `fleet: { groups: [{ name: web, hosts: 30 }, { name: db, hosts: 30 }] }\nservices: []\n`;
  const of = (text: string) => codesIn(`${two}${policy(text)}`);

  it("is told where the real system has one, and taken out by --fix", () => {
    const group = "preset: kured, reboot: { lockScope: group }";
    expect(of(group)).toEqual(["lock-per-group policies.ours.reboot.lockScope"]);
    expect(warningsIn(`${two}${policy(group)}`)[0]!.remove).toBeDefined();
    expect(codesIn(policy(group))).toEqual([]);
    expect(of("preset: kured")).toEqual([]);
    expect(of("preset: fedora-coreos-fleet-lock")).toEqual([]);
    expect(of("reboot: { kind: semaphore, lockScope: group }")).toEqual([]);
  });

  it("lets hosts of all groups wait in one line, where there is one", () => {
    const many = two.replaceAll("hosts: 30", "hosts: 8000");
    const scope = (one: string) =>
      codesIn(`${many}${policy(`reboot: { kind: semaphore, max: 1, lockScope: ${one} }`)}`);
    expect(scope("cluster")).toEqual(["lock-too-slow policies.ours.reboot.max"]);
    expect(scope("group")).toEqual([]);
  });
});

describe("a window that no reboot fits", () => {
  const weekly = (window: string, more = "") =>
    policy(`reboot: { kind: immediate, windows: [{ ${window} }] ${more} }`);
  const codes = (text: string, at = "windows") => {
    const found = codesIn(text);
    expect(found.every((one) => one === `window-fits-no-reboot policies.ours.reboot.${at}`)).toBe(
      true,
    );
    return found.length;
  };

  it("does not open before the end", () => {
    const short = "horizon: 4d\n";
    expect(codes(short + weekly('days: [sat], start: "02:00", length: 4h'))).toBe(1);
    expect(codes(short + weekly('days: [wed], start: "02:00", length: 4h'))).toBe(0);
  });

  it("is shorter than a reboot, or than drain and reboot", () => {
    expect(codes(weekly('start: "02:00", length: 1m'))).toBe(1);
    expect(codes(weekly('start: "02:00", length: 10m'))).toBe(0);
    const drain = ", drain: { kind: evict, timeout: 30m }";
    expect(codes(weekly('start: "02:00", length: 10m', drain))).toBe(1);
    expect(codes(weekly('start: "02:00", length: 1h', drain))).toBe(0);
  });

  it("closes before some hosts have had their turn", () => {
    const kured = (window: string, period = "60m") =>
      policy(`preset: kured, reboot: { period: ${period}, window: { ${window} } }`);
    expect(codes(kured('start: "2:00", end: "2:30"'), "window")).toBe(1);
    expect(codes(kured('start: "2:00", end: "2:30"', "10m"), "window")).toBe(0);
    expect(codes(kured('start: "22:00", end: "6:00"'), "window")).toBe(0);
    expect(codes(kured('days: "mo,tu", start: "22:00", end: "6:00"'), "window")).toBe(0);
  });

  it("is open all week where nothing is said", () => {
    expect(codes(KURED)).toBe(0);
    expect(codes(policy("preset: system-upgrade-controller"))).toBe(0);
  });
});

describe("silence", () => {
  const nightly = (health: string, offer = "") =>
    policy(
      `preset: canary-waves, offer: { waves: [10%, 100%] ${offer} }, health: { ${health} }, reboot: { windows: [{ start: "02:00", length: 4h }] }`,
    );
  const HALTS = "silence-halts-good-releases policies.ours.health.after";
  const HOLDS = "silence-halts-good-releases policies.ours.offer.silence";

  it("stops good releases where it is shorter than the gap between windows", () => {
    expect(codesIn(nightly("after: 6h", ", soak: 24h, silence: 6h"))).toEqual([HALTS]);
    expect(codesIn(nightly("after: 30h", ", soak: 1h, silence: 6h"))).toEqual([HOLDS]);
    expect(codesIn(nightly("after: 30h"))).toEqual([]);
  });

  it("stops them where the line at the lock is longer, unless few take a release at once", () => {
    const lock = (offer: string) =>
      policy(
        `reboot: { kind: semaphore, max: 1 }, health: { kind: halt-on-silence, after: 30m, hosts: 3 }, offer: { ${offer} }`,
      );
    expect(codesIn(lock("kind: channel"))).toEqual([HALTS]);
    expect(codesIn(lock("kind: canary-waves, waves: [5%, 10%, 100%], silence: never"))).toEqual([
      HALTS,
    ]);
    expect(codesIn(lock("kind: linear-ramp"))).toEqual([]);
  });
});

describe("a fix", () => {
  const release = (defect: string, more = "") =>
    `releases: [{ version: 1.1.0, payload: 150MB, channels: { stable: 1d }, defects: [{ ${defect} }], fix: { after: 1d, version: 1.1.1 } }]\n${more}`;
  const PANIC = "kind: kernel-panic, probability: 10%";
  const NEVER = "fix-never-published releases.0.fix";
  const UNMET = "testers-never-meet-defect releases.0.defects.0";
  const testers = (text: string) => `channels: { stable: { ${text} } }\n`;

  it("is published where testers meet the defect in time", () => {
    expect(codesIn(release(PANIC, testers("testers: 100")))).toEqual([]);
  });

  it.each([
    ["nobody tests", PANIC, "", [NEVER]],
    ["nobody tests there", PANIC, "channels: { alpha: { testers: 100 } }", [NEVER]],
    ["it is not detectable", `${PANIC}, detectable: false`, testers("testers: 100"), [NEVER]],
    ["it is limited to groups", `${PANIC}, groups: [web]`, testers("testers: 100"), [UNMET, NEVER]],
    [
      "no tester is of the cohort",
      `${PANIC}, cohorts: [old]`,
      testers("testers: 9"),
      [UNMET, NEVER],
    ],
    [
      "testers have too few containers",
      `${PANIC}, minContainers: 8`,
      testers("testers: 100, containers: 4"),
      [UNMET, NEVER],
    ],
    ["too few hit it", "kind: kernel-panic, probability: 0.01%", testers("testers: 9"), [NEVER]],
    ["upstream reacts after the end", PANIC, testers("testers: 100, reaction: 30d"), [NEVER]],
  ])("is never published where %s", (_, defect, more, expected) => {
    expect(codesIn(release(defect, more))).toEqual(expected);
  });

  it("is promised to nobody by a release without defects", () => {
    const text = release(PANIC, testers("testers: 100")).replace(/defects: \[.*?\], /, "");
    expect(codesIn(text)).toEqual([NEVER]);
  });

  it("of a train is never published either where nobody tests", () => {
    const train = (more: string) =>
      codesIn(
        `releases: [{ train: { every: 7d, version: week-<n>, payload: 150MB, channels: { stable: 0d }, bad: 5%, defects: [{ kind: kernel-panic, probability: 10% }], fix: { after: 1d } } }]\n${more}`,
      );
    expect(train("")).toEqual(["fix-never-published releases.0.train.fix"]);
    expect(train(testers("testers: 100"))).toEqual([]);
  });

  it("waits for more reports than there are testers", () => {
    expect(codesIn(release(PANIC, testers("testers: 5, reports: 6")))).toEqual([
      NEVER,
      "reports-above-testers channels.stable.reports",
    ]);
  });

  it("takes a cohort of the testers for the hosts of it", () => {
    const more = testers("testers: 100, cohorts: { old: 20% }");
    expect(codesIn(release(`${PANIC}, cohorts: [old]`, more))).toEqual([]);
    const rest = testers("testers: 100, cohorts: { old: 100% }");
    expect(codesIn(release(`${PANIC}, cohorts: [standard]`, rest))).toEqual([UNMET, NEVER]);
  });
});

describe("a defect that never bites", () => {
  const codes = (defect: string, more = "", release = "") =>
    codesIn(
      `releases: [{ version: 1.1.0, payload: 150MB, channels: { stable: 1d }, defects: [{ ${defect} }] ${release} }]\n${more}`,
    );
  const at = (field: string) => [`defect-never-bites releases.0.defects.0${field}`];
  const PANIC = "kind: kernel-panic, probability: 10%";

  it.each([
    ["has no chance", "kind: kernel-panic, probability: 0%", "", "", ".probability"],
    ["is of a component that is not brought", PANIC, "", ", packages: [runtime]", ".component"],
    [
      "is of a cohort that its groups do not have",
      `${PANIC}, cohorts: [rare]`,
      "channels: { stable: { testers: 9, cohorts: { rare: 10% } } }",
      "",
      ".cohorts",
    ],
    [
      "is of what its release does not bring, which testers cannot meet either",
      PANIC,
      "channels: { stable: { testers: 100 } }",
      ", packages: [userland]",
      ".component",
    ],
    ["needs more containers than fit", `${PANIC}, minContainers: 11`, "", "", ".minContainers"],
    ["needs another runtime", `${PANIC}, runtimes: [rkt]`, "", "", ".runtimes"],
    ["comes after the end", `${PANIC}, after: 30d`, "", "", ".after"],
    [
      "takes nothing",
      "kind: lost-capacity, capacityShare: 0%, probability: 10%",
      "",
      "",
      ".capacityShare",
    ],
  ])("%s", (_, defect, more, release, field) => {
    expect(codes(defect, more, release)).toEqual(at(field));
  });

  it("may be of a runtime that one policy alone brings", () => {
    const both = `policies:
  one: { preset: coreos-immediate }
  other: { preset: coreos-immediate, runtime: { kind: rkt } }
`;
    expect(codes(`${PANIC}, runtimes: [rkt]`, both)).toEqual([]);
  });

  it("waits for a boot that never comes where people alone reboot", () => {
    const ubuntu = policy("preset: ubuntu-unattended");
    expect(codes(PANIC, ubuntu)).toEqual(at(""));
    const crashes = "faults: [{ kind: host-crash, rate: { per: host, every: 30d } }]\n";
    expect(codes(PANIC, ubuntu + crashes)).toEqual([]);
    const patched = policy(
      'preset: ubuntu-unattended, reboot: { patchDay: { windows: [{ days: [tue], start: "02:00", length: 4h }] } }',
    );
    expect(codes(PANIC, patched)).toEqual([]);
    expect(codes("kind: broken-bridge, probability: 10%", ubuntu)).toEqual([]);
  });

  it("has nothing to start on hosts without containers", () => {
    expect(codes("kind: container-panic, probability: 10%", "services: []")).toEqual(at(""));
  });
});

describe("a release that never arrives", () => {
  const codes = (release: string, more = "") =>
    codesIn(`releases: [{ version: 1.1.0, payload: 150MB, ${release} }]\n${more}`);

  it.each([
    ["after the end", "channels: { stable: 30d }", ".channels.stable"],
    ["never", "channels: { stable: never }", ".channels.stable"],
    ["elsewhere", "channels: { alpha: 1d }", ".channels"],
    ["nowhere", "channels: {}", ".channels"],
    ["by another mechanism", "channels: { stable: 1d }, for: [in-place]", ".for"],
  ])("appears %s", (_, release, path) => {
    expect(codes(release)).toEqual([`release-never-arrives releases.0${path}`]);
  });

  it("may appear where one policy alone looks", () => {
    const earliest = policy("preset: coreos-immediate, offer: { channel: earliest }");
    expect(codes("channels: { alpha: 1d }", earliest)).toEqual([]);
    const beta = policy("preset: coreos-immediate, offer: { channel: beta }");
    expect(codes("channels: { beta: 1d }", beta)).toEqual([]);
  });

  it("may be what a group runs at the start", () => {
    const text = `fleet: { groups: [{ name: web, hosts: 30, release: 1.1.0 }] }\n`;
    expect(codes("channels: {}", text)).toEqual([]);
  });
});

describe("an order without effect", () => {
  const codes = (order: string, more = "", horizon = "") =>
    codesIn(
      `${horizon}${policy(`preset: coreos-locksmith, operator: { kind: scripted, orders: [${order}] } ${more}`)}`,
    );
  const FIRST = ["order-without-effect policies.ours.operator.orders.0"];

  it.each([
    ["before the release", "{ at: 1h, do: halt, version: 1.1.0 }"],
    ["before any release", "{ at: 1h, do: recall }"],
    ["after the end", "{ at: 30d, do: halt }"],
    ["to go on without a halt", "{ at: 2d, do: resume }"],
  ])("comes %s", (_, order) => {
    expect(codes(order)).toEqual(FIRST);
  });

  it("ends a halt that was given before", () => {
    expect(codes("{ at: 2d, do: halt }, { at: 3d, do: resume }")).toEqual([]);
  });

  it("takes no lock where there is none", () => {
    expect(codes("{ at: 2d, do: unlock }")).toEqual([]);
    expect(codes("{ at: 2d, do: unlock }", ", reboot: { kind: immediate }")).toEqual(FIRST);
  });

  it("orders nobody back whose packages cannot go back", () => {
    const kept = ", update: { kind: in-place }";
    const newest = ", update: { kind: in-place, downgrade: false }";
    const order = "{ at: 2d, do: recall, version: 1.1.0 }";
    expect(codes(order, kept)).toEqual([]);
    expect(codes(order, newest)).toEqual(FIRST);
    const gate = "health: { kind: halt-on-failures, action: recall }";
    expect(codesIn(policy(`preset: coreos-locksmith${newest}, ${gate}`))).toEqual([
      "order-without-effect policies.ours.health.action",
    ]);
  });
});

describe("a setting without effect", () => {
  const codes = (text: string) => codesIn(policy(`preset: coreos-immediate, ${text}`));
  const at = (path: string) => [`setting-without-effect policies.ours.${path}`];

  it.each([
    ["update: { kind: in-place, tries: 3 }", "update.tries"],
    ["update: { kind: ostree, tries: 3 }", "update.tries"],
    ["update: { kind: ab, unbootableShare: 3% }", "update.unbootableShare"],
    ["update: { kind: ab, provision: 3m }", "update.provision"],
    ["update: { kind: ab, healthChecks: [network] }", "update.healthChecks"],
    ["agent: { protocol: plain, pollInterval: 1h }", "agent.pollInterval"],
    ['agent: { kind: poll, at: "06:00" }', "agent.at"],
    ["agent: { kind: daily, period: 1h }", "agent.period"],
    ["runtime: { kind: rkt, liveRestore: true }", "runtime.liveRestore"],
    ["reboot: { kind: kured, forceReboot: true }", "reboot.forceReboot"],
    ["reboot: { kind: immediate, lockedFor: 1h }", "reboot.lockedFor"],
    ["reboot: { kind: semaphore, recheckWindow: false }", "reboot.recheckWindow"],
    ["reboot: { kind: semaphore, drain: { kind: none, timeout: 10m } }", "reboot.drain.timeout"],
    [
      "reboot: { kind: semaphore, drain: { kind: evict, atTimeout: reboot } }",
      "reboot.drain.atTimeout",
    ],
  ])("is %s", (text, path) => {
    expect(codes(text)).toEqual(at(path));
  });

  it.each([
    "update: { kind: ab, tries: 3 }",
    "update: { kind: ostree, loader: greenboot, tries: 3 }",
    "update: { kind: in-place, downgrade: false }",
    "update: { kind: ab, markGoodRule: health, healthChecks: [network] }",
    "reboot: { kind: kured, forceReboot: true, drainTimeout: 10m }",
    "reboot: { kind: semaphore, drain: { kind: evict, timeout: 10m, atTimeout: reboot } }",
    'agent: { kind: daily, at: "07:00" }',
  ])("is not %s", (text) => {
    expect(codes(text)).toEqual([]);
  });

  it("is what a group says and every policy overrides", () => {
    const group = (text: string) =>
      `fleet: { groups: [{ name: web, hosts: 30, capacity: 10, ${text} }] }\n`;
    expect(codesIn(group("mechanism: in-place"))).toEqual([
      "setting-without-effect fleet.groups.0.mechanism",
    ]);
    expect(codesIn(group("runtime: rkt") + policy("preset: flatcar-fluo"))).toEqual([
      "setting-without-effect fleet.groups.0.runtime",
    ]);
    expect(codesIn(group("mechanism: in-place") + policy("reboot: { kind: immediate }"))).toEqual(
      [],
    );
  });
});

describe("a knob without effect", () => {
  const two = `policies:
  theirs: { preset: kured }
  ours: { preset: canary-waves, offer: { waves: [10%, 100%] } }
`;
  const sweep = (paths: string[], more = "") =>
    codesIn(
      `${two}sweep: { ${more} metrics: [reboots], factors: [${paths.map((path) => `{ vary: "${path}", values: [1, 2] }`).join(", ")}] }\n`,
    );

  it("is of another policy than the one that is run", () => {
    const both = ["policies[ours].reboot.max", "policies[theirs].reboot.concurrency"];
    expect(sweep(both, "policy: ours,")).toEqual(["knob-without-effect sweep.factors.1.vary"]);
    expect(sweep(both, "policy: theirs,")).toEqual(["knob-without-effect sweep.factors.0.vary"]);
    expect(sweep(["policies[ours].reboot.max", "people.crews"])).toEqual([]);
  });

  it("means nothing beside the other settings", () => {
    const text = `${two}tune: { policy: theirs, knobs: [{ vary: "policies[theirs].reboot.forceReboot", values: [true, false] }], objectives: [{ metric: reboots, goal: min }], indifference: 1 }\n`;
    expect(codesIn(text)).toEqual(["knob-without-effect tune.knobs.0.vary"]);
    expect(sweep(["policies[ours].update.replaceAttempts"])).toEqual([
      "knob-without-effect sweep.factors.0.vary",
    ]);
  });
});

describe("an offer", () => {
  const at = (field: string) => [`offer-never-completes policies.ours.offer.${field}`];
  const of = (offer: string, horizon = "20d") =>
    codesIn(`horizon: ${horizon}\n${policy(`offer: { ${offer} }`)}`);

  it("is too slow where the run ends before its last wave", () => {
    const waves = "kind: canary-waves, waves: [10%, 50%, 100%], soak: 2d";
    expect(of(waves)).toEqual([]);
    expect(of(waves, "5d")).toEqual(at("waves"));
    expect(of("kind: linear-ramp, duration: 19d")).toEqual(at("duration"));
    expect(of("kind: linear-ramp, duration: 10d")).toEqual([]);
    expect(of("kind: rings", "10d")).toEqual(at("rings"));
    expect(of("kind: staged, schedule: [[14, 50], [28, 100]]")).toEqual(at("schedule"));
    expect(of("kind: nebraska, max: 1, period: 1d")).toEqual(at("max"));
    expect(of("kind: nebraska, max: 10, period: 1d")).toEqual([]);
  });

  it("stops short of the fleet by its settings", () => {
    expect(of("kind: linear-ramp, duration: never, startShare: 10%")).toEqual(at("duration"));
    expect(of("kind: linear-ramp, duration: never, startShare: 100%")).toEqual([]);
    expect(of("kind: max-devices, max: 10")).toEqual(at("max"));
    expect(of("kind: max-devices, max: 30")).toEqual([]);
    expect(of("kind: nebraska, officeHours: true")).toEqual(at("officeHours"));
    expect(of('kind: nebraska, officeHours: true, timeZone: "Europe/Berlin"')).toEqual([]);
  });
});

describe("two policies", () => {
  const pair = (second: string) =>
    codesIn(`policies: { one: { preset: kured }, two: { ${second} } }\n`);

  it("are one where they have the same settings, written or not", () => {
    expect(pair("preset: kured")).toEqual(["policies-alike policies.two"]);
    expect(pair("preset: kured, reboot: { concurrency: 1, period: 60m }")).toEqual([
      "policies-alike policies.two",
    ]);
    expect(pair("preset: kured, reboot: { concurrency: 2 }")).toEqual([]);
    expect(pair("preset: kured, reboot: { drainTimeout: 90m }")).toEqual([]);
  });
});

describe("what else is never seen", () => {
  it("is a fault after the end, for nobody, or of what nobody has", () => {
    const fault = (text: string) => codesIn(`faults: [{ ${text} }]\n`);
    const at = (path: string) => [`fault-without-effect faults.0${path}`];
    expect(fault("kind: host-crash, from: 30d")).toEqual(at(".from"));
    expect(fault("kind: host-crash, from: 3d, share: 0%")).toEqual(at(".share"));
    expect(fault("kind: drain-stuck, from: 3d, for: 1h")).toEqual(at(""));
    expect(fault("kind: slot-rot, from: 3d")).toEqual([]);
    expect(fault("kind: lock-held, from: 3d, for: 1h")).toEqual([]);
    const apart = `fleet: { groups: [{ name: web, hosts: 9, zones: [a] }, { name: db, hosts: 9, zones: [b] }] }\nservices: []\n`;
    expect(
      codesIn(`${apart}faults: [{ kind: host-crash, from: 3d, groups: [web], zones: [b] }]`),
    ).toEqual(at(""));
  });

  it("is a breach of an expectation that always holds", () => {
    const expectation = (text: string) => codesIn(`expect: [{ policy: coreos, ${text} }]\n`);
    const at = (path: string) => [`expectation-says-nothing expect.0${path}`];
    expect(expectation("metric: reboots, over: coreos, max: 3")).toEqual(at(".over"));
    expect(expectation("metric: reboots, min: 0")).toEqual(at(""));
    expect(expectation("metric: availability, max: 100%")).toEqual(at(""));
    expect(expectation("metric: availability, min: 99%")).toEqual([]);
    expect(expectation("metric: reboots, max: 0")).toEqual([]);
  });

  it("is a share that so few replications cannot show", () => {
    const plan = (share: string, most: number) =>
      codesIn(
        `plan: { find: smallest, vary: "fleet.groups[web].hosts", from: 25, to: 30, require: { holds: [{ metric: reboots, max: 9 }], in: ${share} }, replications: { min: 10, max: ${most} } }\n`,
      );
    expect(plan("99%", 298)).toEqual(["replications-too-few plan.replications"]);
    expect(plan("99%", 299)).toEqual([]);
    expect(plan("90%", 20)).toEqual(["replications-too-few plan.replications"]);
    expect(
      codesIn("replications: 1\nexpect: [{ metric: reboots, policy: coreos, max: 99 }]\n"),
    ).toEqual(["replications-too-few replications"]);
  });

  it("is a service in what is left of a zone", () => {
    const zones = (replicas: number) =>
      codesIn(
        `services: [{ name: api, group: web, replicas: ${replicas}, start: 3s }]\nfaults: [{ kind: zone-outage, from: 3d, for: 1h, zones: [a] }]\n`,
      );
    expect(zones(201)).toEqual(["zone-loss-leaves-no-room faults.0.zones"]);
    expect(zones(200)).toEqual([]);
  });

  it("is a canary of a wave that holds less than a host", () => {
    const waves = (first: string) =>
      codesIn(policy(`preset: canary-waves, offer: { waves: [${first}, 100%] }`));
    expect(waves("3%")).toEqual(["wave-without-hosts policies.ours.offer.waves.0"]);
    expect(waves("4%")).toEqual([]);
  });
});
