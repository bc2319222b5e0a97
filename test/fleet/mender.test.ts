import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/fleet/effects/effects.js";
import type { AgentModel, Model } from "../../src/fleet/state/model.js";
import { BootOutcome, HostPhase, ReportStatus } from "../../src/fleet/state/phases.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
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
} from "./build.js";

/**
 * One host whose Mender client polls every half hour: 10 minutes of download, 10 of installation, 10 of waiting for its reboot, a
 * minute for each stage of a boot, 10 minutes from the boot to the commit.
 */

const agent: AgentModel = {
  ...group().agent,
  protocol: "mender",
  first: 0,
  period: 30 * MINUTE,
  jitter: 0,
  successAfterFallback: false,
};
const slow = mechanism({ install: constant(10 * MINUTE), markGood: 10 * MINUTE });
const minute = constant(MINUTE);
const boot = {
  shutdown: minute,
  firmware: minute,
  loader: minute,
  kernel: minute,
  userland: minute,
  runtime: minute,
};
const nobody = { ...model().people, crews: 0 };

function oneHost(overrides: Partial<Model> = {}): Model {
  return model({
    horizon: 4 * DAY,
    groups: [group({ hosts: 1, agent, mechanism: slow, boot })],
    services: [],
    releases: [release({ payload: 6e6 })],
    server: { bandwidth: NEVER, hostBandwidth: 10, maxDownloads: NEVER },
    people: nobody,
    ...overrides,
  });
}

const policy = () => offerAll(gate({ delay: 10 * MINUTE }));
const run = (input: Model) => record(input, policy());

/** When the host got the release where nothing went wrong; what follows is at fixed times after it. */
const grantedAt = only(run(oneHost()).trace, "Granted")[0]!.time;
const at = (minutes: number): number => grantedAt + minutes * MINUTE;

/** The host loses its power for a minute. */
const powerLoss = (minutes: number): Effect => ({
  kind: "power-loss",
  from: at(minutes),
  until: at(minutes + 1),
  who: [0],
  label: "power",
});

/** What a run came to: the ends that were reported, the release in the end, complete boots and grants. */
function endOf(input: Model) {
  const { trace, run: finished } = run(input);
  const ends = only(trace, "Report").filter(({ to }) => to !== ReportStatus.Updating);
  return {
    reports: ends.map(({ to }) => (to === ReportStatus.Good ? "good" : "failed")),
    release: finished.world.state.hosts.release[0],
    boots: only(trace, "BootAttempt").filter(({ to }) => to === BootOutcome.Booted).length,
    grants: only(trace, "Granted").length,
  };
}

const afterLossAt = (minutes: number, overrides: Partial<Model> = {}) =>
  endOf(oneHost({ ...overrides, faults: [powerLoss(minutes)] }));

const installed = { reports: ["good"], release: 0, grants: 1 };
const keptOld = { reports: ["failed"], release: -1, grants: 1 };

describe("a host with a Mender client", () => {
  it("commits and reports success once it has been up for the time of its checks", () => {
    const { trace } = run(oneHost());
    expect(endOf(oneHost())).toEqual({ ...installed, boots: 1 });
    const up = only(trace, "HostPhase").find(
      ({ from, to }) => from === HostPhase.Workloads && to === HostPhase.Serving,
    )!;
    expect(only(trace, "MarkedGood").map(({ time }) => time)).toEqual([up.time + 10 * MINUTE]);
  });

  it("fails cleanly when it loses power during the download", () => {
    expect(afterLossAt(5)).toEqual({ ...keptOld, boots: 1 });
  });

  it("rolls back, with a reboot of its own, when it loses power during the installation", () => {
    expect(afterLossAt(15)).toEqual({ ...keptOld, boots: 2 });
  });

  it("takes a power loss before its reboot for the reboot, and goes on", () => {
    expect(afterLossAt(25)).toEqual({ ...installed, boots: 1 });
  });

  it("goes on when it loses power on the way down", () => {
    expect(afterLossAt(30.5)).toEqual({ ...installed, boots: 1 });
  });

  it("rolls back when it loses power between its boot and the commit", () => {
    // The loader has no trial boot left: it goes back first, and the client reboots once more to be sure.
    expect(afterLossAt(40)).toEqual({ ...keptOld, boots: 3 });
  });

  it("ends its way back although the power is lost during the rollback reboot", () => {
    const { trace } = run(oneHost({ faults: [powerLoss(15)] }));
    const back = only(trace, "RebootChosen")[0]!.time + 30 * SECOND;
    const faults = [powerLoss(15), { ...powerLoss(0), from: back, until: back + MINUTE }];
    expect(endOf(oneHost({ faults }))).toEqual({ ...keptOld, boots: 2 });
  });

  it("reports the failure of a release that its loader gave up, and is not offered it again", () => {
    const bad = { releases: [release({ payload: 6e6, defects: [0] })], defects: [defect()] };
    expect(endOf(oneHost(bad))).toEqual({ ...keptOld, boots: 2 });
  });

  it("rolls back from a release that takes its network away, 36 minutes after it could not say that it commits", () => {
    const cut = { releases: [release({ payload: 6e6, defects: [0] })] };
    const defects = [defect({ kind: "lost-network", component: 0 })];
    const { trace } = run(oneHost({ ...cut, defects }));
    expect(endOf(oneHost({ ...cut, defects }))).toEqual({ ...keptOld, boots: 2 });
    const up = only(trace, "HostPhase").find(({ from }) => from === HostPhase.Workloads)!;
    const [, back] = only(trace, "RebootChosen");
    expect(back!.time - up.time).toBe((10 + 36) * MINUTE);
  });

  it("rolls back from a good release when the server is away for too long at the commit", () => {
    const outage = (hours: number): Effect => ({
      kind: "server-down",
      from: at(38),
      until: at(38) + hours * HOUR,
      who: [],
      label: "outage",
    });
    expect(endOf(oneHost({ faults: [outage(1)] }))).toEqual({ ...keptOld, boots: 2 });
    expect(endOf(oneHost({ faults: [outage(0.5)] }))).toEqual({ ...installed, boots: 1 });
  });

  it("has no way back for packages: the failure is reported, and nothing is rebooted for it", () => {
    const inPlace = { ...slow, kind: "in-place" } as const;
    const groups = [group({ hosts: 1, agent, mechanism: inPlace, boot })];
    expect(afterLossAt(15, { groups })).toEqual({ ...keptOld, boots: 1 });
  });

  it("comes to an end however often the power is lost", () => {
    const faults = Array.from({ length: 60 }, (_, i) => powerLoss(15 + 20 * i));
    const { trace, run: finished } = run(oneHost({ faults }));
    expect(finished.world.state.hosts.deployment[0]).toBe(0);
    const failures = (t: readonly Transition[]) =>
      only(t, "Report").filter(({ to }) => to === ReportStatus.Failed);
    expect(failures(trace)).toHaveLength(1);
  });
});
