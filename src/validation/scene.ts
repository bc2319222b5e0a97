import type { Transition } from "../fleet/state/transitions.js";
import type { PolicyInput } from "../policies/policy-input.js";
import { decodeData } from "../scenario/load.js";
import type { Scenario } from "../scenario/scenario.js";
import { ScenarioError } from "../scenario/scenario-error.js";
import { buildModel, policyOf } from "../simulation/build-model.js";
import { type Run, type RunPolicy, startRun } from "../simulation/run.js";
import { DAY, type Time } from "../support/time.js";

/**
 * Scenarios of closed forms: what the formula is about is said, and everything else takes no time and never fails. They are
 * decoded and built as a scenario file is, so what is checked is what a user runs.
 */

/** A random duration as a scenario writes it. */
export type Written = string | Readonly<Record<string, unknown>>;

/** Settings of a section, as a scenario writes them. */
type Section = Readonly<Record<string, unknown>>;

/** Hosts that are alike; what is said besides is laid over a group's defaults as it is. */
export interface SceneGroup {
  readonly [field: string]: unknown;
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
  readonly releases?: readonly Section[];
  readonly services?: readonly Section[];
  readonly faults?: readonly Section[];
  readonly people?: Section;
  readonly server?: Section;
  /** Default: releases go to everybody at once, and every host reboots by itself. */
  readonly policy?: PolicyInput;
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
const ALONE: PolicyInput = { offer: { kind: "all-at-once" }, reboot: { kind: "immediate" } };

/** What services call a group, by its position. */
export const groupName = (index: number): string => `group-${index}`;

/** Hosts that check every millisecond, and do everything at once. */
function groupOf(group: SceneGroup, index: number) {
  const { mechanism = {}, agent = {}, boot = {}, ...rest } = group;
  const { kind = "ab" } = mechanism;
  return {
    name: groupName(index),
    runtime: { kind: "docker", restart: AT_ONCE },
    ...rest,
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
  const { groups, people = {}, policy = ALONE, horizon = 3_650 * DAY } = scene;
  const { services = [], faults = [] } = scene;
  const releases = scene.releases ?? [{ channels: { stable: ms(PUBLISHED) } }];
  const raw = {
    apiVersion: "shakedown/v1",
    name: "closed-form",
    // Closed forms of one run of the check do not share their luck.
    seed: `validation ${JSON.stringify([groups[0], releases[0], services[0], faults, policy])}`,
    horizon: ms(horizon),
    fleet: { groups: groups.map(groupOf) },
    releases: releases.map((release, index) => ({
      version: `${index + 1}.0.0`,
      payload: "1B",
      ...release,
    })),
    services,
    faults,
    server: { hostBandwidth: "1000000MB/s", ...scene.server },
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
  /** Sees the run before it begins. */
  readonly begin?: (run: Run) => void;
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
  // Building depends on luck where there are faults, whose victims and times it draws; there are no testers.
  const standing = scenario.faults.length === 0 ? buildModel(scenario, POLICY, 0) : undefined;
  const rule = policy ?? policyOf(scenario, POLICY);
  return (replication, { begin, see, done = () => false }) => {
    const model = standing ?? buildModel(scenario, POLICY, replication);
    const run = startRun({ ...model, replication }, rule, see, []);
    begin?.(run);
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
