import { describe, expect, it } from "vitest";
import type { Gate } from "../../src/fleet/control/policy-contract.js";
import type { Model } from "../../src/fleet/state/model.js";
import { HostPhase } from "../../src/fleet/state/phases.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { DAY, HOUR, MINUTE, NEVER } from "../../src/support/time.js";
import {
  constant,
  defect,
  gate,
  group,
  mechanism,
  model,
  offerAll,
  only,
  record,
  release,
  service,
} from "./build.js";

const never: Gate["drain"] = { kind: "evict", timeout: NEVER, atTimeout: "give-up", retry: HOUR };

/** Ten hosts with room to spare, one at a time, drained. */
function drained(overrides: Partial<Model>, rule: Partial<Gate> = {}): Transition[] {
  const rules = gate({ maxReboots: 1, releaseAt: "well", drain: never, ...rule });
  return record(model(overrides), offerAll(rules)).trace;
}

/** No container may go. */
const guarded: Partial<Model> = { services: [service({ minAvailable: 50 })] };

describe("a drain", () => {
  it("ends, host after host, where budgets leave room", () => {
    const services = [service({ minAvailable: 45 })];
    expect(only(drained({ services }), "RebootChosen")).toHaveLength(10);
  });

  it("goes on for ever where no eviction is allowed, and nobody else gets a turn", () => {
    const trace = drained(guarded);
    expect(only(trace, "LockTaken")).toHaveLength(1);
    expect(only(trace, "RebootChosen")).toHaveLength(0);
  });

  it("goes on for ever where two budgets cover the containers, however much either allows", () => {
    const services = (budgets: number) => [service({ minAvailable: 10, budgets })];
    expect(only(drained({ services: services(2) }), "RebootChosen")).toHaveLength(0);
    expect(only(drained({ services: services(1) }), "RebootChosen")).toHaveLength(10);
  });

  it("never takes more than the budget allows from a service", () => {
    const services = [service({ minAvailable: 48 })];
    let serving = 50;
    let least = 50;
    for (const { from, to } of only(drained({ services }), "ContainerPhase")) {
      serving += Number(to === 0) - Number(from === 0);
      least = Math.min(least, serving);
    }
    expect(least).toBe(48);
  });

  it.each(["agent-start", "well", "updated"] as const)(
    "gives the lock back after its time-out, and somebody else tries (given back: %s)",
    (releaseAt) => {
      const drain = { ...never, timeout: 10 * MINUTE };
      const trace = drained(guarded, { drain, releaseAt });
      const [first, second] = only(trace, "LockTaken");
      expect(only(trace, "LockReleased")[0]).toMatchObject({
        subject: first!.subject,
        time: first!.time + drain.timeout,
      });
      expect(second!.subject).not.toBe(first!.subject);
      expect(new Set(only(trace, "LockTaken").map(({ subject }) => subject)).size).toBe(10);
      expect(only(trace, "RebootChosen")).toHaveLength(0);
    },
  );

  it("is cut short by the reboot where force is allowed", () => {
    const drain = { ...never, timeout: 10 * MINUTE, atTimeout: "reboot" } as const;
    const trace = drained(guarded, { drain });
    const [first] = only(trace, "LockTaken");
    const [reboot] = only(trace, "RebootChosen");
    expect(reboot!.time - first!.time).toBe(10 * MINUTE);
    expect(only(trace, "RebootChosen")).toHaveLength(10);
  });

  it("that is stuck keeps the lock on its host, try after try", () => {
    const drain = { kind: "evict", timeout: 10 * MINUTE, atTimeout: "stuck", retry: 0 } as const;
    for (const retry of [15 * MINUTE, NEVER]) {
      const trace = drained(guarded, { drain: { ...drain, retry } });
      expect(only(trace, "LockTaken")).toHaveLength(1);
      expect(only(trace, "LockReleased")).toHaveLength(0);
    }
  });

  it("that is stuck goes on at its next try, and at no other moment, once there is room again", () => {
    // One host is dark, and what serves without it is fewer than the budget asks for.
    const who = [9];
    const dark = { kind: "power-loss", from: 0, until: 4 * HOUR, who, label: "x" } as const;
    const services = [service({ minAvailable: 46 })];
    const rule = {
      drain: { kind: "evict", timeout: 10 * MINUTE, atTimeout: "stuck", retry: 3 * HOUR },
    } as const;
    const trace = drained({ services, faults: [dark] }, rule);
    const [first] = only(trace, "LockTaken");
    const [reboot] = only(trace, "RebootChosen");
    expect(first!.time).toBeLessThan(4 * HOUR - 10 * MINUTE);
    const tries = (reboot!.time - first!.time) % (3 * HOUR + 10 * MINUTE);
    expect(reboot!.time).toBeGreaterThan(4 * HOUR);
    expect(tries).toBeLessThan(10 * MINUTE);
  });
});

describe("a host that is drained", () => {
  it("takes no containers before it has given the lock back", () => {
    const trace = drained({}, { releaseDelay: 2 * HOUR });
    const moved = only(trace, "ContainerMoved");
    const [first] = only(trace, "LockTaken");
    const [released] = only(trace, "LockReleased");
    const host = first!.subject;
    const back = only(trace, "HostPhase").find(
      ({ subject, to, time }) => subject === host && to === HostPhase.Serving && time > first!.time,
    );
    expect(released!.time - back!.time).toBe(2 * HOUR);
    const during = moved.filter(({ to, time }) => to === host && time < released!.time);
    expect(during).toEqual([]);
    expect(moved.some(({ to, time }) => to === host && time >= released!.time)).toBe(true);
  });
});

describe("a host that falls back", () => {
  const bad = {
    releases: [release({ defects: [0] })],
    defects: [defect()],
    groups: [group({ mechanism: mechanism({ quarantine: true }) })],
    horizon: DAY,
  };
  const takenUnder = (rule: Partial<Gate>) =>
    only(record(model(bad), offerAll(gate({ maxReboots: 1, ...rule }))).trace, "LockTaken").length;

  it("gives the lock to the next one once it is well, whatever it runs", () => {
    expect(takenUnder({ releaseAt: "well" })).toBe(10);
  });

  it("keeps it where it has to be well on what it was to take (OpenShift MCO)", () => {
    expect(takenUnder({ releaseAt: "updated" })).toBe(1);
  });
});

describe("a host whose job has failed", () => {
  it("is found well only when the next job runs", () => {
    const slow = group({ boot: { ...group().boot, kernel: constant(20 * MINUTE) } });
    const drain = {
      kind: "evict",
      timeout: 10 * MINUTE,
      atTimeout: "stuck",
      retry: 15 * MINUTE,
    } as const;
    const trace = drained({ groups: [slow] }, { drain });
    const taken = only(trace, "LockTaken");
    const held = only(trace, "LockReleased").map(({ time }, i) => time - taken[i]!.time);
    expect(held.length).toBeGreaterThan(3);
    expect(new Set(held)).toEqual(new Set([25 * MINUTE]));
  });
});
