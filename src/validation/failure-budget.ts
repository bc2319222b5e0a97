import { ReportStatus } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { playerOf } from "./scene.js";

/** A canary, what of it fails, and the failures at which the release is to be halted. */
export interface FailureBudget {
  readonly hosts: number;
  readonly probability: number;
  readonly failures: number;
}

/**
 * Plays canaries under the health part `halt-on-failures`, and makes sure that it has halted just those releases of which it was
 * told so many failures.
 *
 * @throws Error where it has not.
 */
export function checkFailureBudget(budget: FailureBudget, runs: number): void {
  const { hosts, probability, failures } = budget;
  const play = playerOf({
    groups: [{ hosts }],
    releases: [
      { channels: { stable: "1s" }, defects: [{ kind: "kernel-panic", per: "boot", probability }] },
    ],
    policy: {
      offer: { kind: "all-at-once" },
      reboot: { kind: "immediate" },
      health: { kind: "halt-on-failures", failures, troubles: "never" },
    },
    horizon: 60_000,
  });
  for (let run = 0; run < runs; run++) {
    let [reports, bites, halts] = [0, 0, 0];
    play(run, {
      see({ kind, to }) {
        if (kind === TransitionKind.Report && to === ReportStatus.Failed) reports += 1;
        if (kind === TransitionKind.DefectBit) bites += 1;
        if (kind === TransitionKind.Halted) halts += 1;
      },
    });
    if (bites !== reports || halts !== Number(bites >= failures)) {
      throw new Error(
        `${bites} hosts failed, ${reports} reported it, and the release was halted ${halts} times`,
      );
    }
  }
}
