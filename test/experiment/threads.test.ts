import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/experiment/interrupted.js";
import { pointOfNoReturn } from "../../src/experiment/no-return/answer.js";
import { estimateRare } from "../../src/experiment/splitting/estimate.js";
import { resultsOf } from "../../src/experiment/threads/run-tasks.js";
import { loadScenario } from "../../src/scenario/load.js";
import { simulate, simulateWithPauses } from "../../src/simulation/simulate.js";
import { DAY } from "../../src/support/time.js";

const scenario = loadScenario("scenarios/smoke.yaml");
const policy = "two-slots";

/** A signal that comes when something has been done so many times. */
function after(times: number) {
  const interrupt = new AbortController();
  let done = 0;
  const count = (): void => {
    done += 1;
    if (done === times) interrupt.abort();
  };
  return { signal: interrupt.signal, count, done: () => done };
}

describe("a signal", () => {
  it("ends the search for a rare event with the repeat that is under way", async () => {
    const { signal, count, done } = after(2);
    const event = { kind: "hosts-down", atLeast: 3 } as const;
    const asked = estimateRare(
      { scenario, policy, event },
      { runs: 20, repeats: 10_000 },
      { workers: 1, signal, onRepeat: count },
    );
    await expect(asked).rejects.toThrow(Interrupted);
    expect(done()).toBe(2);
  });

  it("ends the search for the point of no return", async () => {
    const { signal, count, done } = after(3);
    const subject = { scenario, policy, release: "1.1.0", output: "container-downtime.defect" };
    const asked = pointOfNoReturn(
      { ...subject, replications: 10_000 },
      { workers: 1, signal, onRun: count },
    );
    await expect(asked).rejects.toThrow(Interrupted);
    expect(done()).toBe(3);
  });

  it("is heard in the middle of a replication of many hosts", async () => {
    const groups = scenario.fleet.groups.map((group) => ({ ...group, hosts: 1_000 }));
    const large = { ...scenario, fleet: { ...scenario.fleet, groups } };
    const interrupt = new AbortController();
    const input = { policy, every: 2 * DAY, horizon: 1_000 * DAY };
    const asked = resultsOf("long-run", [{ scenario: large, input }], {
      workers: 1,
      signal: interrupt.signal,
    });
    setTimeout(() => interrupt.abort(), 0);
    await expect(asked).rejects.toThrow(Interrupted);
  });
});

describe("pauses", () => {
  it("change nothing", async () => {
    const groups = scenario.fleet.groups.map((group) => ({ ...group, hosts: 350 }));
    const large = { ...scenario, fleet: { ...scenario.fleet, groups }, horizon: 5 * DAY };
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      return Promise.resolve();
    };
    const id = { policy, replication: 0 };
    expect(await simulateWithPauses(large, id, pause)).toEqual(simulate(large, id));
    expect(pauses).toBeGreaterThan(2);
  });
});
