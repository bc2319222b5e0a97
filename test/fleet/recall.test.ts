import { describe, expect, it } from "vitest";
import { ReleaseChange } from "../../src/fleet/state/phases.js";
import { Component } from "../../src/fleet/state/component.js";
import { type Transition, TransitionKind } from "../../src/fleet/state/transitions.js";
import { decodeScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/simulation/simulate.js";
import { DAY } from "../../src/support/time.js";

/** Twenty hosts that take 1.0.0 on the first day and 1.1.0, which may be bad, on the third. */
function scenario(policy: string, second = "", change = (text: string) => text) {
  const text = `apiVersion: shakedown/v1
name: recall
seed: 1
horizon: 10d
fleet:
  groups: [{ name: web, hosts: 20, capacity: 8 }]
services: [{ name: api, group: web, replicas: 60, start: 3s }]
people: { notice: 60d }
releases:
  - { version: 1.0.0, payload: 180MB, channels: { stable: 1d } }
  - { version: 1.1.0, payload: 180MB, channels: { stable: 3d } ${second} }
policies:
  plain: { preset: coreos-immediate, agent: { kind: poll, protocol: plain }, ${policy} }
`;
  return decodeScenario(change(text), "s.yaml");
}

const orders = (...list: string[]): string =>
  `operator: { kind: scripted, orders: [${list.join(", ")}] }`;
const BACK = "{ at: 5d, do: recall, version: 1.1.0 }";

function run(policy: string, second = "", change?: (text: string) => string) {
  const trace: Transition[] = [];
  const { values, breaches } = simulate(
    scenario(policy, second, change),
    { policy: "plain", replication: 0 },
    (transition) => trace.push({ ...transition }),
  );
  const every = (kind: number) => trace.filter((one) => one.kind === kind);
  const after = (time: number) => (one: Transition) => one.time >= time;
  return { values: values.scalars, breaches, every, after };
}

/** One value for each of the hosts. */
const all = <T>(value: T): T[] => Array.from({ length: 20 }, () => value);

/** The release that each host runs at the end, as an index; -1: older than all. */
function atEnd(every: (kind: number) => Transition[]): number[] {
  const runs = all(-1);
  for (const { subject, to } of every(TransitionKind.RunningRelease)) runs[subject] = to;
  return runs;
}

const IN_PLACE = "update: { kind: in-place }";
const ALL_KINDS = ["ab", "ostree", "image-replace", "in-place"];

describe("an order to go back", () => {
  it.each(ALL_KINDS)("brings every host of %s to the release before, once", (kind) => {
    const { every, after, breaches, values } = run(`update: { kind: ${kind} }, ${orders(BACK)}`);
    expect(atEnd(every)).toEqual(all(0));
    const back = every(TransitionKind.RunningRelease).filter(after(5 * DAY));
    expect(back.map(({ from, to }) => [from, to])).toEqual(all([1, 0]));
    expect(values["reboots"]).toBe(60);
    expect(breaches).toEqual([]);
  });

  it.each(ALL_KINDS)(
    "that follows another on %s goes further back, and ends where there is nothing older",
    (kind) => {
      const both = orders(
        BACK,
        "{ at: 6d, do: recall, version: 1.0.0 }",
        "{ at: 7d, do: recall, version: 1.0.0 }",
      );
      const { every, breaches, values } = run(`update: { kind: ${kind} }, ${both}`);
      expect(atEnd(every)).toEqual(all(-1));
      expect(values["reboots"]).toBe(80);
      expect(breaches).toEqual([]);
    },
  );

  it.each(ALL_KINDS)("of everything at once skips what is ordered back too, on %s", (kind) => {
    const { every, values } = run(`update: { kind: ${kind} }, ${orders("{ at: 5d, do: recall }")}`);
    expect(atEnd(every)).toEqual(all(-1));
    expect(values["reboots"]).toBe(60);
  });

  it.each(ALL_KINDS)("is obeyed by nobody on %s where there is nothing to go back to", (kind) => {
    const text = `update: { kind: ${kind} }, ${orders("{ at: 1h, do: recall, version: 1.0.0 }")}`;
    const { every, values } = run(text);
    expect(atEnd(every)).toEqual(all(1));
    expect(values["reboots"]).toBe(40);
  });
});

describe("packages that are ordered back", () => {
  it("are replaced under the running system; the daemon restarts, the kernel waits for the reboot", () => {
    const { every, after } = run(
      `${IN_PLACE}, reboot: { kind: immediate, delay: 1h }, ${orders(BACK)}`,
    );
    const parts = every(TransitionKind.ComponentRunning).filter(after(5 * DAY));
    const mine = parts.filter(({ subject }) => subject === 3);
    expect(mine.map(({ to, detail }) => [to, detail])).toEqual([
      [Component.Userland, 0],
      [Component.Runtime, 0],
      [Component.Kernel, 0],
    ]);
    const [userland, runtime, kernel] = mine;
    expect(userland!.time).toBe(runtime!.time);
    expect(kernel!.time).toBeGreaterThan(runtime!.time);
    const back = every(TransitionKind.RunningRelease).filter(after(5 * DAY));
    expect(back.every(({ cause }) => cause === ReleaseChange.Repair)).toBe(true);
  });

  it("need no reboot where the kernel is none of them", () => {
    const second = ", packages: [userland, runtime]";
    const kept = run(IN_PLACE, second);
    const back = run(`${IN_PLACE}, ${orders(BACK)}`, second);
    expect(atEnd(back.every)).toEqual(all(0));
    expect(back.values["reboots"]).toBe(kept.values["reboots"]);
    expect(back.breaches).toEqual([]);
  });

  it("take a kernel away that has not been booted, and the reboot into it with it", () => {
    const policy = `${IN_PLACE}, reboot: { kind: immediate, delay: 4d }`;
    const second = ", packages: [kernel]";
    const atFirst = (text: string) =>
      text
        .replace("hosts: 20,", "hosts: 20, release: 1.0.0,")
        .replace("stable: 1d", "stable: never");
    expect(run(policy, second, atFirst).values["reboots"]).toBe(20);
    const back = run(`${policy}, ${orders(BACK)}`, second, atFirst);
    expect(back.values["reboots"]).toBe(0);
    expect(back.breaches).toEqual([]);
    // Where another one waits to be booted too, it is booted still.
    const both = run(`${policy}, ${orders(BACK)}`, second);
    expect(both.values["reboots"]).toBe(20);
    expect(atEnd(both.every)).toEqual(all(0));
  });

  it("stay where the archive keeps the newest alone", () => {
    const { every, values } = run(`update: { kind: in-place, downgrade: false }, ${orders(BACK)}`);
    expect(atEnd(every)).toEqual(all(1));
    expect(values["reboots"]).toBe(40);
  });

  it("take the trouble of a broken bridge with them, which then costs less", () => {
    const second =
      ", defects: [{ kind: broken-bridge, probability: 100%, after: 1h }], packages: [runtime]";
    const kept = run(IN_PLACE, second);
    const back = run(`${IN_PLACE}, ${orders(BACK)}`, second);
    const lost = "container-downtime.defect";
    // From the third day to the fifth instead of to the tenth.
    expect(back.values[lost]! / kept.values[lost]!).toBeGreaterThan(0.2);
    expect(back.values[lost]! / kept.values[lost]!).toBeLessThan(0.4);
    expect(back.values["degraded-time"]!).toBeLessThan(0.4 * kept.values["degraded-time"]!);
  });

  it("take a crash with them that had not come yet", () => {
    const defect = "{ kind: latent-crash, probability: 100%, after: 3d }";
    const second = `, defects: [${defect}], packages: [userland]`;
    // Its delay begins with a boot.
    const crashed = (text: string) => `${text}faults: [{ kind: host-crash, from: 4d }]\n`;
    const bites = (policy: string) =>
      run(policy, second, crashed).every(TransitionKind.DefectBit).length;
    expect(bites(IN_PLACE)).toBeGreaterThanOrEqual(20);
    expect(bites(`${IN_PLACE}, ${orders(BACK)}`)).toBe(0);
  });

  it("go back when a gate on health orders it", () => {
    const second = ", defects: [{ kind: broken-bridge, probability: 100% }], packages: [runtime]";
    const noticed = (text: string) => text.replace("people: { notice: 60d }\n", "");
    const health = "health: { kind: halt-on-failures, troubles: 2, action: recall }";
    const { every } = run(`${IN_PLACE}, ${health}`, second, noticed);
    expect(atEnd(every)).toEqual(all(0));
  });
});
