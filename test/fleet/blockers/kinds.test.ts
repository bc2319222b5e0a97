import { expect, it } from "vitest";
import { blockerKinds } from "../../../src/fleet/blockers/kinds/index.js";
import { kindOf } from "../../../src/fleet/blockers/chain.js";
import { type Settings, small, stallsOf, told } from "./stalled.js";

/** One small scenario for each cause: what it hangs on, step by step, since when, and how many hosts wait. */

const kured = { preset: "kured" };
const all = { offer: { kind: "all-at-once" }, reboot: { kind: "immediate" } };
const ramp = { ...all, offer: { kind: "linear-ramp" } };
const locksmith = { preset: "coreos-locksmith", offer: { kind: "all-at-once" } };
const waves = (offer: Settings) => ({
  preset: "canary-waves",
  offer,
  agent: { reportLoss: "100%" },
});
const honest = { agent: { successAfterFallback: false } };

const api = (settings: Settings) => ({
  services: [{ name: "api", group: "web", replicas: 60, start: "3s", stop: "2s", ...settings }],
});
const web = (settings: Settings) => ({
  fleet: {
    groups: [{ name: "web", hosts: 12, zones: ["a", "b", "c"], capacity: 10, ...settings }],
  },
});
const fault = (settings: Settings) => ({
  faults: [{ name: "the-fault", from: "20h", for: "20d", ...settings }],
});
const bad = (hosts: readonly number[], kind: string) => fault({ kind, from: "0s", hosts });
const release = (settings: Settings) => ({
  releases: [{ version: "2.0.0", payload: "100MB", channels: { stable: "1d" }, ...settings }],
});
const older = (settings: Settings) => ({
  releases: [
    { version: "1.9.0", payload: "1MB", ...settings },
    { version: "2.0.0", payload: "1MB", channels: { stable: "1d" } },
  ],
});
const cut = (...cuts: string[]) => fault({ kind: "network-partition", cuts, zones: ["b"] });
const dark = fault({ kind: "power-loss", hosts: [0] });
const full = api({ budget: { maxUnavailable: 5 }, rescheduleAfter: "5m" });
const held = api({ budget: { maxUnavailable: 5 }, rescheduleAfter: "never" });

const cases: readonly (readonly [cause: string, policy: Settings, more: Settings, said: string])[] =
  [
    [
      "a budget that admits no eviction",
      kured,
      api({ budget: { minAvailable: "100%" } }),
      "lock > budget api | day 1.0 | 12 wait",
    ],
    [
      "two budgets",
      kured,
      api({ budget: { maxUnavailable: 5, overlapping: true } }),
      "lock > budget api | day 1.0 | 12 wait",
    ],
    [
      "replicas on a host without power",
      kured,
      { ...held, ...dark },
      "lock > unready-replica api > no-power the-fault | day 1.0 | 12 wait",
    ],
    [
      "replicas without room",
      kured,
      { ...web({ capacity: 5 }), ...full, ...dark },
      "lock > unready-replica api | day 1.0 | 12 wait",
    ],
    ["no room", kured, web({ capacity: 5 }), "lock > no-room api | day 1.0 | 12 wait"],
    [
      "a dead holder of the lock",
      locksmith,
      { ...bad([0], "boot-hang"), people: { notice: "30d" } },
      "lock > host-down | day 1.0 | 10 wait",
    ],
    [
      "a window shorter than the time in which hosts ask",
      { preset: "kured", reboot: { window: { start: "22:00", end: "22:01" } } },
      {},
      "window | day 1.9 | 11 wait",
    ],
    [
      "a gate that waits for reports",
      waves({ silence: "never" }),
      {},
      "waits-for-reports 2.0.0 | day 2.0 | 11 wait",
    ],
    ["a halt for silence", waves({ silence: "1h" }), {}, "halted 2.0.0 | day 2.0 | 11 wait"],
    [
      "a group that never reports",
      { preset: "hawkbit", agent: { reportLoss: "100%" } },
      {},
      "waits-for-reports 2.0.0 | day 1.0 | 11 wait",
    ],
    [
      "a rollout that errors have paused",
      { preset: "hawkbit", offer: { error: 10 } },
      release({ installFailure: "60%" }),
      "waits-for-reports 2.0.0 | day 1.0 | 8 wait",
    ],
    [
      "a false alarm",
      { ...all, operator: { kind: "on-call", wrongHalt: { after: "1m" } } },
      {},
      "halted 2.0.0 | day 1.0 | 11 wait",
    ],
    [
      "a halt by order",
      { ...ramp, operator: { kind: "scripted", orders: [{ at: "30h", do: "halt" }] } },
      {},
      "halted 2.0.0 | day 1.2 | 10 wait",
    ],
    [
      "a halt for failures",
      { ...ramp, ...honest, health: { kind: "halt-on-failures", failures: 1 } },
      release({ installFailure: "60%" }),
      "halted 2.0.0 | day 1.1 | 11 wait",
    ],
    [
      "a needless halt",
      ramp,
      fault({ kind: "needless-halt", from: "30h" }),
      "halted the-fault | day 1.2 | 10 wait",
    ],
    [
      "another channel",
      { ...all, offer: { kind: "linear-ramp", channel: "beta" } },
      older({ channels: { beta: "1h" } }),
      "not-offered 2.0.0 | day 2.0 | 12 wait",
    ],
    [
      "an offer that is used up",
      { ...all, offer: { kind: "max-devices", max: 3 } },
      {},
      "offer-used-up 2.0.0 | day 1.0 | 9 wait",
    ],
    [
      "a schedule that ends early",
      { ...all, offer: { kind: "linear-ramp", duration: "never", startShare: "50%" } },
      {},
      "offer-ends 2.0.0 | day 1.0 | 4 wait",
    ],
    [
      "a dead end",
      all,
      { ...web({ release: "1.9.0" }), ...older({ channels: { stable: "0d" }, deadEnd: true }) },
      "dead-end 1.9.0 | day 1.0 | 12 wait",
    ],
    [
      "a quota that a dead host uses up",
      { preset: "flatcar-nebraska", offer: { max: 1, period: "1h", timeout: "9d" } },
      fault({ kind: "power-loss-at-step", step: "download", off: "30d", from: "0s" }),
      "quota 2.0.0 > no-power | day 1.0 | 12 wait",
    ],
    [
      "a release that hosts refuse",
      { ...all, update: { kind: "ab", quarantine: true } },
      bad([0, 1, 2, 3], "corrupt-write"),
      "refused-by-host 2.0.0 | day 1.0 | 4 wait",
    ],
    [
      "no reboot ever",
      { ...all, reboot: { kind: "manual" } },
      {},
      "no-automatic-reboot 2.0.0 | day 1.0 | 12 wait",
    ],
    [
      "a paused operator",
      { preset: "flatcar-fluo", reboot: { paused: true } },
      {},
      "no-automatic-reboot 2.0.0 | day 1.0 | 12 wait",
    ],
    [
      "a link that is cut",
      all,
      cut("update-server"),
      "server-out-of-reach the-fault | day 1.0 | 4 wait",
    ],
    [
      "an update server that is down",
      all,
      fault({ kind: "update-server-outage" }),
      "server-out-of-reach the-fault | day 1.0 | 12 wait",
    ],
    [
      "a zone without power",
      all,
      fault({ kind: "power-loss", zones: ["b"] }),
      "no-power the-fault | day 1.0 | 4 wait",
    ],
    [
      "an installation that fails",
      all,
      release({ installFailure: "100%" }),
      "install-fails 2.0.0 | day 1.0 | 12 wait",
    ],
    [
      "a signature that does not verify",
      all,
      fault({ kind: "bad-signature", from: "0s" }),
      "install-fails the-fault | day 1.0 | 12 wait",
    ],
    [
      "packages that are half-configured",
      { ...all, update: { kind: "in-place" } },
      bad([0, 1, 2, 3, 4], "disk-full"),
      "install-fails the-fault | day 1.3 | 5 wait",
    ],
    [
      "a lock out of reach",
      locksmith,
      cut("lock"),
      "lock-out-of-reach the-fault | day 1.0 | 4 wait",
    ],
    [
      "an alert",
      { preset: "kured", reboot: { blockedAbove: 1 } },
      fault({ kind: "power-loss", hosts: [0, 1] }),
      "unwell-hosts > no-power the-fault | day 1.0 | 12 wait",
    ],
    [
      "a limit that a dead host uses up",
      { preset: "openshift-mco" },
      dark,
      "unwell-hosts > no-power the-fault | day 1.0 | 12 wait",
    ],
    [
      "a lock that is held from outside",
      locksmith,
      fault({ kind: "lock-held" }),
      "lock-used-up the-fault | day 1.0 | 12 wait",
    ],
    [
      "a deployment that could not be committed",
      { preset: "mender", offer: { kind: "all-at-once" } },
      fault({ kind: "network-partition", cuts: ["reports"] }),
      "refused-by-host 2.0.0 | day 1.0 | 12 wait",
    ],
    [
      "evictions that are refused",
      kured,
      fault({ kind: "evictions-refused" }),
      "lock > evictions-refused the-fault | day 1.0 | 12 wait",
    ],
    [
      "containers that do not stop",
      kured,
      fault({ kind: "drain-stuck" }),
      "lock > container-stopping api | day 1.0 | 12 wait",
    ],
    [
      "a download that takes for ever",
      all,
      { server: { bandwidth: "1kbit/s" } },
      "downloading 2.0.0 | day 1.0 | 12 wait",
    ],
    [
      "a server that refuses",
      all,
      { server: { bandwidth: "1kbit/s", maxDownloads: 1 } },
      "server-overloaded | day 1.0 | 12 wait",
    ],
    [
      "hosts that people have not come to",
      all,
      { ...bad([0, 1, 2], "bad-kernel"), people: { crews: 1, repair: "20d" } },
      "host-down | day 1.0 | 3 wait",
    ],
  ];

it.each(cases)("%s is named", (_, policy, more, said) => {
  const settings = small(policy, more);
  expect(stallsOf(settings).map(told)).toEqual([said]);
});

it("every kind has words for what it is and for what would help", () => {
  for (const [, policy, more] of cases) {
    for (const { chain, causes } of stallsOf(small(policy, more))) {
      for (const blocker of [...chain, ...causes.map(({ root }) => root)]) {
        const kind = kindOf(blocker);
        expect(`${kind.says(blocker)} ${kind.remedy(blocker)}`).not.toMatch(/undefined|NaN|null/);
        expect(Object.values(blocker.figures).every(Number.isFinite)).toBe(true);
      }
    }
  }
  expect(new Set(blockerKinds.map(({ kind }) => kind)).size).toBe(blockerKinds.length);
});

it("a budget is named with its figures, and the lock with its holder and since when", () => {
  const [stall] = stallsOf(small(kured, api({ budget: { minAvailable: "100%" } })));
  const [lock, budget] = stall!.chain;
  expect(lock).toMatchObject({ kind: "lock", figures: { holders: 1, capacity: 1 } });
  expect(lock!.nextHost).toBe(budget!.hostName);
  expect(lock!.since).toBe(budget!.since);
  expect(budget!.figures).toMatchObject({ allowed: 0, needed: 60, serving: 60, replicas: 60 });
});

it("a halt is named with who ordered it and how much of what there was too much", () => {
  const [silent] = stallsOf(small(waves({ silence: "1h" })));
  expect(silent!.chain[0]).toMatchObject({
    by: "offer part canary-waves",
    figures: { counted: 1, allowed: 0 },
  });
  const [gate] = stallsOf(small(waves({ silence: "never" })));
  expect(gate!.chain[0]).toMatchObject({
    figures: { heard: 0, needed: 1, grants: 1, wave: 2, waves: 4 },
  });
});

it("hosts of other groups that get the shared lock first are named", () => {
  const groups = ["general", "gpu"].map((name) => ({
    name,
    hosts: 12,
    zones: ["a"],
    capacity: 10,
  }));
  const windows = [{ days: ["mon", "tue", "wed", "thu"], start: "20:00", length: "20m" }];
  const policy = { preset: "flatcar-fluo", reboot: { windows } };
  const releases = [1, 4, 7].map((day) => ({
    version: `2.${day}.0`,
    payload: "1MB",
    channels: { stable: `${day}d` },
  }));
  const stalls = stallsOf(small(policy, { fleet: { groups }, services: [], releases }));
  expect(stalls.map(({ group }) => group)).toContain("gpu");
  expect(stalls.find(({ group }) => group === "gpu")!.chain.at(-1)).toMatchObject({
    kind: "lock-line",
    by: "general",
  });
});
