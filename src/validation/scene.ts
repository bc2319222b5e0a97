import type { Transition } from "../fleet/transitions.js";
import type { PolicyInput } from "../policies/policy-input.js";
import { decodeData } from "../scenario/load.js";
import type { Scenario } from "../scenario/scenario.js";
import { ScenarioError } from "../scenario/scenario-error.js";
import { buildModel, policyOf } from "../simulation/build-model.js";
import { type RunPolicy, startRun } from "../simulation/run.js";
import { DAY, type Time } from "../support/time.js";

/**
 * Scenarios of closed forms: what the formula is about is said, and everything else takes no time and never fails. They are
 * decoded and built as a scenario file is, so what is checked is what a user runs.
 */

/** A random duration as a scenario writes it. */
export type Written = string | Readonly<Record<string, string | number>>;

/** Hosts that are alike; fields not named here are as a scenario writes them. */
export interface SceneGroup {
  readonly hosts: number;
  /** Default: `stable`. */
  readonly channel?: string;
  readonly cohorts?: Readonly<Record<string, number>>;
  readonly mechanism?: Readonly<Record<string, unknown>>;
  readonly agent?: Readonly<Record<string, unknown>>;
  readonly boot?: Readonly<Record<string, Written>>;
}

/** A scenario of one policy. */
export interface Scene {
  readonly groups: readonly SceneGroup[];
  /** Versions go by their order. Default: one good release on `stable`, at 1 s. */
  readonly releases?: readonly Readonly<Record<string, unknown>>[];
  readonly people?: Readonly<Record<string, unknown>>;
  readonly policy: PolicyInput;
  /** [ms]; default: ten years, the longest there is. */
  readonly horizon?: Time;
}

/** When releases appear, unless a scene says otherwise [ms]. */
export const PUBLISHED = 1_000;

/** A time as a scenario writes it. */
export function ms(time: number): string {
  return `${Math.round(time)}ms`;
}

/** An exponential time as a scenario writes it. */
export function exponential(mean: number): Written {
  return { dist: "exponential", mean: ms(mean) };
}

const AT_ONCE = "0ms";
/** A hundred years: nobody comes. */
const NOBODY = "36500d";
const POLICY = "one";

/** Hosts that check every millisecond, and do everything at once. */
function groupOf(group: SceneGroup, index: number) {
  const { hosts, channel = "stable", cohorts = {}, mechanism = {}, agent = {}, boot = {} } = group;
  const { kind = "ab" } = mechanism;
  return {
    name: `group-${index}`,
    hosts,
    channel,
    cohorts,
    mechanism: {
      kind,
      install: AT_ONCE,
      markGood: AT_ONCE,
      panicReboot: AT_ONCE,
      quarantine: true,
      ...mechanism,
    },
    agent: {
      protocol: "plain",
      kind: "poll",
      first: AT_ONCE,
      firstSpread: AT_ONCE,
      period: "1ms",
      jitter: AT_ONCE,
      reportDelay: AT_ONCE,
      successAfterFallback: false,
      ...agent,
    },
    runtime: { kind: "docker", restart: AT_ONCE },
    boot: {
      shutdown: AT_ONCE,
      firmware: AT_ONCE,
      loader: AT_ONCE,
      kernel: AT_ONCE,
      userland: AT_ONCE,
      runtime: AT_ONCE,
      ...boot,
    },
  };
}

/** Builds the scenario of a scene; a parameter that no scenario can have is an error that says so. */
function sceneOf(scene: Scene): Scenario {
  const { groups, people = {}, policy, horizon = 3_650 * DAY } = scene;
  const releases = scene.releases ?? [{ channels: { stable: ms(PUBLISHED) } }];
  const raw = {
    apiVersion: "shakedown/v1",
    name: "closed-form",
    // Closed forms of one run of the check do not share their luck.
    seed: `validation ${JSON.stringify([groups[0], releases[0], policy])}`,
    horizon: ms(horizon),
    fleet: { groups: groups.map(groupOf) },
    releases: releases.map((release, index) => ({
      version: `${index + 1}.0.0`,
      payload: "1B",
      ...release,
    })),
    server: { hostBandwidth: "1000000MB/s" },
    people: { crews: "unlimited", repair: AT_ONCE, fix: AT_ONCE, notice: NOBODY, ...people },
    policies: { [POLICY]: { health: { kind: "none" }, operator: { kind: "none" }, ...policy } },
  };
  const { scenario, issues } = decodeData(raw, { file: "closed form", description: "" });
  if (scenario !== undefined) return scenario;
  throw new ScenarioError(
    issues.map(({ path, message }) => ({
      file: "closed form",
      line: 1,
      column: 1,
      message,
      path: path.join("."),
    })),
  );
}

/** What one replication of a scene is watched for. */
export interface Watch {
  /** Sees every transition. */
  readonly see: (transition: Transition) => void;
  /** Whether nothing that matters can happen any more; default: never before the horizon. */
  readonly done?: () => boolean;
}

/** Stretches in which a run is asked whether it is done. */
const STRETCHES = 64;

/** Plays replications of a scene: each call one of them, to its horizon or until nothing that matters can happen any more. */
export function playerOf(
  scene: Scene,
  policy?: RunPolicy<unknown>,
): (replication: number, watch: Watch) => void {
  const scenario = sceneOf(scene);
  const model = buildModel(scenario, POLICY, 0);
  const rule = policy ?? policyOf(scenario, POLICY);
  return (replication, { see, done = () => false }) => {
    // Nothing that was built depends on luck: there are no testers and no faults.
    const run = startRun({ ...model, replication }, rule, see, []);
    for (let stretch = 1; stretch < STRETCHES && !done(); stretch++) {
      run.advance(Math.floor((scenario.horizon * stretch) / STRETCHES));
    }
    if (done()) return;
    const { breaches } = run.finish();
    if (breaches.length > 0) {
      throw new Error(
        breaches.map(({ invariant, message }) => `${invariant}: ${message}`).join("; "),
      );
    }
  };
}
