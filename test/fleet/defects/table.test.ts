import { describe, expect, it } from "vitest";
import { defectKinds } from "../../../src/fleet/defects/index.js";
import { TransitionKind } from "../../../src/fleet/state/transitions.js";
import { decodeScenario } from "../../../src/scenario/load.js";
import { simulate } from "../../../src/simulation/simulate.js";

/** Every kind of defect, with all that its chances may be taken at, at once and after a delay: it does what it says, or is refused. */

const pers = ["host", "boot", "container-start", "installation"] as const;

interface Written {
  readonly kind: string;
  readonly per: string;
  readonly after: string;
  readonly component?: string | undefined;
  readonly packages?: readonly string[] | undefined;
}

function scenarioOf({ packages, ...defect }: Written, preset: string) {
  const capacity = defect.kind === "lost-capacity" ? { capacityShare: "50%" } : {};
  const text = JSON.stringify({
    apiVersion: "shakedown/v1",
    name: "table",
    seed: 1,
    horizon: "10d",
    fleet: { groups: [{ name: "web", hosts: 20, capacity: 10 }] },
    services: [{ name: "api", group: "web", replicas: 100, start: "5s" }],
    releases: [
      {
        version: "1",
        channels: { stable: "1h" },
        payload: "100MB",
        packages,
        defects: [{ ...defect, ...capacity, probability: "50%" }],
      },
    ],
    policies: { p: { preset } },
  });
  return decodeScenario(text, "table.json");
}

/** Bites, and container-hours lost to them. */
function damage(written: Written, preset: string) {
  let bites = 0;
  const { values, breaches } = simulate(
    scenarioOf(written, preset),
    { policy: "p", replication: 0 },
    ({ kind }) => {
      bites += Number(kind === TransitionKind.DefectBit);
    },
  );
  expect(breaches).toEqual([]);
  return { bites, lost: values.scalars["container-downtime.defect"]! / 3600 };
}

const combinations = defectKinds.flatMap((kind) => pers.map((per) => ({ kind, per })));

describe.each(combinations)("$kind.kind per $per", ({ kind: { kind, meaningless }, per }) => {
  const refused = meaningless.find((one) => one.per === per && one.after === undefined);
  const atOnceOnly = meaningless.some((one) => one.per === per && one.after === true);

  if (refused !== undefined) {
    it("is refused with the reason", () => {
      for (const after of ["0s", "1s"]) {
        expect(() => scenarioOf({ kind, per, after }, "fedora-coreos")).toThrow(refused.why);
      }
    });
    return;
  }
  // A package bites where it is installed in place; so that its delay is not cut off by a reboot, nobody reboots.
  const [preset, packages] =
    per === "installation" ? ["ubuntu-unattended", ["userland"]] : ["fedora-coreos", undefined];
  const component = per === "installation" ? { component: "userland" } : {};
  const written = { kind, per, packages, ...component };

  it("bites", () => {
    expect(damage({ ...written, after: "0s" }, preset as string).bites).toBeGreaterThan(0);
  });

  if (atOnceOnly) {
    it("is refused with a delay", () => {
      expect(() => scenarioOf({ ...written, after: "1s" }, preset as string)).toThrow("no delay");
    });
    return;
  }
  it("does no more harm a second later", () => {
    const now = damage({ ...written, after: "0s" }, preset as string);
    const later = damage({ ...written, after: "1s" }, preset as string);
    expect(later.bites).toBeGreaterThan(0);
    expect(later.lost).toBeLessThanOrEqual(2 * now.lost + 1);
  });
});

/** Twenty hosts without a reboot in sight, and a userland package that breaks the network of whoever installs it. */
const unattended = (after: string) =>
  damage(
    { kind: "lost-network", per: "host", after, component: "userland", packages: ["userland"] },
    "ubuntu-unattended",
  );

it.each(["0s", "5m"])(
  "a userland package whose restart breaks the network does so when it is installed, after %s",
  (after) => {
    const { bites, lost } = unattended(after);
    expect(bites).toBeGreaterThanOrEqual(5);
    // Five containers on each host are out of reach until they are started elsewhere, five minutes later at the earliest.
    expect(lost).toBeGreaterThan((bites * 5 * 5) / 60);
  },
);

it("a kernel package breaks nothing before the boot", () => {
  const kernel = { kind: "lost-network", per: "host", after: "0s", component: "kernel" };
  expect(damage({ ...kernel, packages: ["kernel"] }, "ubuntu-unattended").bites).toBe(0);
});
