import { describe, expect, it } from "vitest";
import { menderFsm } from "../../../src/conformance/adapters/mender.js";
import {
  advance,
  afterPowerLoss,
  Answer,
  beginDeployment,
  hasFailed,
  Kept,
  keptOf,
  State,
  stateOf,
} from "../../../src/systems/mender/deployment.js";

/** Rows of upstream's own table (tests/src/mender-update/daemon/state_test.cpp) that the vectors leave out. */

const INSTALLED = ["ProvidePayloadFileSizes", "Download", "ArtifactInstall"];
const REBOOTED = [...INSTALLED, "ArtifactReboot", "ArtifactVerifyReboot"];
const BACK = ["ArtifactRollback", "ArtifactRollbackReboot", "ArtifactVerifyRollbackReboot"];
const FAILED = ["ArtifactFailure", "Cleanup"];

const installing = ["downloading", "installing", "failure"];
const rebooting = ["downloading", "installing", "rebooting", "failure"];
const committing = ["downloading", "installing", "rebooting", "installing", "failure"];
const success = ["downloading", "installing", "rebooting", "installing", "success"];

const repeated = (times: number, states: readonly string[]) =>
  Array.from({ length: times }, () => states).flat();

const rows: readonly (readonly [name: string, input: object, expected: object])[] = [
  [
    "Normal_install__no_rollback",
    { rollbackSupported: false },
    {
      states: [...REBOOTED, "ArtifactCommit", "Cleanup"],
      status: success,
      outcome: "SuccessfulInstall",
    },
  ],
  [
    "Error_in_Download_state__no_rollback",
    { error: ["Download"], rollbackSupported: false },
    {
      states: ["ProvidePayloadFileSizes", "Download", "Cleanup"],
      status: ["downloading", "failure"],
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactInstall_state__no_rollback",
    { error: ["ArtifactInstall"], rollbackSupported: false },
    { states: [...INSTALLED, ...FAILED], status: installing, outcome: "UnsuccessfulInstall" },
  ],
  [
    "Error_in_ArtifactInstall",
    { error: ["ArtifactInstall"] },
    {
      states: [...INSTALLED, ...BACK, ...FAILED],
      status: installing,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactReboot",
    { error: ["ArtifactReboot"] },
    {
      states: [...INSTALLED, "ArtifactReboot", ...BACK, ...FAILED],
      status: rebooting,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactVerifyReboot",
    { error: ["ArtifactVerifyReboot"] },
    {
      states: [...REBOOTED, ...BACK, ...FAILED],
      status: rebooting,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactRollback",
    { error: ["ArtifactVerifyReboot", "ArtifactRollback"] },
    {
      states: [...REBOOTED, "ArtifactRollback", ...FAILED],
      status: rebooting,
      outcome: "UnsuccessfulInstall",
    },
  ],
  [
    "Error_in_ArtifactRollbackReboot",
    { error: ["ArtifactVerifyReboot", "ArtifactRollbackReboot"] },
    {
      states: [...REBOOTED, ...BACK, ...FAILED],
      status: rebooting,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactVerifyRollbackReboot",
    { error: ["ArtifactVerifyReboot", "ArtifactVerifyRollbackReboot"] },
    {
      states: [...REBOOTED, ...BACK, ...BACK.slice(1), ...FAILED],
      status: rebooting,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactFailure",
    { error: ["ArtifactInstall", "ArtifactFailure"] },
    {
      states: [...INSTALLED, ...BACK, ...FAILED],
      status: installing,
      outcome: "UnsuccessfulInstall",
    },
  ],
  [
    "Killed_in_ArtifactFailure__no_rollback",
    { error: ["ArtifactInstall"], kill: ["ArtifactFailure"], rollbackSupported: false },
    {
      states: [...INSTALLED, "ArtifactFailure", ...FAILED],
      status: installing,
      outcome: "UnsuccessfulInstall",
    },
  ],
  [
    "Killed_in_Cleanup",
    { error: ["ArtifactVerifyReboot"], kill: ["Cleanup"] },
    {
      states: [...REBOOTED, ...BACK, ...FAILED, "Cleanup"],
      status: rebooting,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactCommit",
    { error: ["ArtifactCommit"] },
    {
      states: [...REBOOTED, "ArtifactCommit", ...BACK, ...FAILED],
      status: committing,
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_ArtifactCommit__no_reboot",
    { error: ["ArtifactCommit"], rebootNeeded: false },
    {
      states: [...INSTALLED, "ArtifactCommit", "ArtifactRollback", ...FAILED],
      status: ["downloading", "installing", "installing", "failure"],
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Break_out_of_error_loop",
    { error: ["ArtifactVerifyReboot", "ArtifactVerifyRollbackReboot"], errorForever: true },
    {
      states: [...REBOOTED, ...BACK, ...repeated(20, BACK.slice(1)), "ArtifactRollbackReboot"],
      status: rebooting,
      outcome: "UnsuccessfulInstall",
    },
  ],
  [
    "Hang_in_Download_state",
    { hang: ["Download"] },
    {
      states: ["ProvidePayloadFileSizes", "Download", "Cleanup"],
      status: ["downloading", "failure"],
      outcome: "SuccessfulRollback",
    },
  ],
  [
    "Error_in_NeedsArtifactReboot",
    { error: ["NeedsArtifactReboot"], errorForever: true },
    {
      states: [...INSTALLED, "ArtifactRollback", ...FAILED],
      status: installing,
      outcome: "UnsuccessfulInstall",
    },
  ],
];

describe("a Mender deployment", () => {
  it.each(rows)("goes as upstream's %s", (_, input, expected) => {
    expect(menderFsm.operations["run"]!(input)).toEqual(expected);
  });

  it("rolls back when the server cannot be told before the commit (Permanent_failure_in_report_sending_after_reboot)", () => {
    let deployment = beginDeployment();
    while (stateOf(deployment) !== State.ReportBeforeCommit)
      deployment = advance(deployment, Answer.Success);
    deployment = advance(deployment, Answer.Failure);
    expect(stateOf(deployment)).toBe(State.SupportsRollback);
    while (stateOf(deployment) !== State.Done) deployment = advance(deployment, Answer.Success);
    expect([hasFailed(deployment), keptOf(deployment)]).toEqual([true, Kept.Old]);
  });

  it("ends under any sequence of failures and power losses", () => {
    for (let seed = 0; seed < 3_000; seed++) {
      let deployment = beginDeployment();
      let luck = seed;
      let steps = 0;
      while (stateOf(deployment) !== State.Done) {
        luck = (Math.imul(luck, 1_103_515_245) + 12_345) >>> 0;
        const kind = (luck >>> 16) % 4;
        deployment = kind === 3 ? afterPowerLoss(deployment) : advance(deployment, kind as Answer);
        expect((steps += 1)).toBeLessThan(90);
      }
    }
  });
});
