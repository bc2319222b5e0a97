/** Two hosts of five containers each, and two policies whose downtime can be worked out by hand. */
import { answerRobust } from "../../../src/experiment/robust/answer.js";
import { USUAL_TIMES } from "../../../src/experiment/robust/usual-times.js";
import type { Robustness } from "../../../src/experiment/robust/robustness.js";
import { runReplications } from "../../../src/experiment/run-replications.js";
import type { BatchOptions } from "../../../src/experiment/run-batches.js";
import type { Settings } from "../../../src/policies/merge-settings.js";
import { decodeData } from "../../../src/scenario/load.js";

/** Figures of the scenario [s]. */
export interface Figures {
  readonly firmware: number;
  readonly pull: number;
  readonly start: number;
}

export const usual: Figures = { firmware: 40, pull: 40, start: 20 };

/**
 * `plain` reboots under its ten containers, each down for 10 s of shutdown, the firmware and its start. `drained` moves five of them
 * to the other host, and then all ten back: 15 moves of a pull and a start.
 */
export function leadOfPlain({ firmware, pull, start }: Figures): number {
  return 15 * (pull + start) - 10 * (10 + firmware + start);
}

/** The scenario, with settings of the top level over it. */
export function drainOrNot(above: Settings = {}, figures: Figures = usual): Settings {
  const stages = { loader: "0s", kernel: "0s", userland: "0s", runtime: "0s" };
  const boot = { shutdown: "10s", firmware: `${figures.firmware}s`, ...stages };
  return {
    apiVersion: "shakedown/v1",
    name: "drain-or-not",
    seed: "drain",
    horizon: "2d",
    replications: 4,
    fleet: { groups: [{ name: "web", hosts: 2, capacity: 20, boot }] },
    services: [
      {
        name: "api",
        group: "web",
        replicas: 10,
        start: `${figures.start}s`,
        stop: "0s",
        pull: `${figures.pull}s`,
      },
    ],
    releases: [{ version: "1.1.0", payload: "1MB", channels: { stable: "1h" } }],
    policies: {
      plain: { preset: "coreos-locksmith" },
      drained: {
        preset: "coreos-locksmith",
        reboot: { drain: { kind: "evict", timeout: "1h" } },
      },
    },
    ...above,
  };
}

/** Runs a scenario and asks how wrong its guesses may be. */
export async function robustnessOf(
  data: Settings,
  { times = USUAL_TIMES, ...options }: Partial<BatchOptions> & { readonly times?: number } = {},
): Promise<Robustness> {
  const { scenario, issues } = decodeData(data, { file: "drain-or-not.yaml", description: "" });
  if (scenario === undefined) throw new Error(JSON.stringify(issues));
  const { rows } = await runReplications(scenario, [], { workers: 1 });
  const question = { scenario, source: { data }, rows, times };
  return answerRobust(question, { workers: 1, ...options });
}
