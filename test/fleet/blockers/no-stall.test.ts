import { expect, it } from "vitest";
import { type Settings, small, stallsOf } from "./stalled.js";

/** What takes long and goes as planned is no stall. */

const all = { offer: { kind: "all-at-once" }, reboot: { kind: "immediate" } };
const saturday = { days: ["sat"], start: "02:00", length: "2h" };
const semaphore = (max: number, length = "2h") => ({
  ...all,
  reboot: { kind: "semaphore", max, windows: [{ ...saturday, length }] },
});
const patchDay = { windows: [saturday], everyWeeks: 3 };
const late = [{ version: "2.0.0", payload: "1MB", channels: { stable: "7d" } }];

const cases: readonly (readonly [title: string, policy: Settings, more: Settings])[] = [
  ["a weekly window that is shut", semaphore(12), { horizon: "5d" }],
  ["a weekly window in which a host or two get through", semaphore(1, "10m"), { horizon: "28d" }],
  ["a soak of three days", { preset: "canary-waves", offer: { soak: "72h" } }, { horizon: "9d" }],
  [
    "a soak of eight days that is just over",
    { preset: "canary-waves", offer: { waves: ["10%", "100%"], soak: "8d" } },
    { horizon: "9d" },
  ],
  ["a slow ramp", { ...all, offer: { kind: "linear-ramp", duration: "30d" } }, {}],
  ["rings days apart", { ...all, offer: { kind: "rings" } }, { horizon: "9d" }],
  ["a rollout that is done", all, {}],
  [
    "a rollout that the horizon cuts short",
    { ...all, reboot: { kind: "semaphore", max: 1 } },
    { horizon: "1500m" },
  ],
  [
    "a patch day every three weeks",
    { ...all, reboot: { kind: "manual", patchDay } },
    { horizon: "19d", releases: late },
  ],
  [
    "a release that is bad and has no fix",
    all,
    {
      releases: [
        {
          version: "2.0.0",
          payload: "1MB",
          channels: { stable: "1d" },
          defects: [{ kind: "kernel-panic", per: "boot", probability: "100%" }],
        },
      ],
    },
  ],
];

it.each(cases)("%s is no stall", (_, policy, more) => {
  expect(stallsOf(small(policy, more))).toEqual([]);
});
