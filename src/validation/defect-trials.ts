import { TransitionKind } from "../fleet/state/transitions.js";
import { groupName, playerOf, type SceneGroup } from "./scene.js";

/**
 * Bad releases on canaries. One release carries many defects, each with luck of its own: every defect is a trial of its own on the
 * same hosts, and each host draws for all of them when it first boots the release.
 */

/** Hosts that take the release, stage after stage, and the probability that a defect hits one of them. */
export interface CanaryStage {
  readonly hosts: number;
  readonly probability: number;
}

/** What the trials of one run came to, by trial. */
export interface CanaryOutcome {
  /** Hosts that were hit. */
  readonly hits: Int32Array;
  /** The first host that was, in the order of the stages; one more than the last where none was. */
  readonly firstHit: Int32Array;
}

/** Different defects of one release, at most; a little below the limit of a scenario. */
const DEFECTS = 1_000;
/** Draws of one run, about. */
const DRAWS = 4_000_000;
const [FEWEST, MOST] = [400, 4_000];

/** Plays such trials, some thousand in a run. */
export function canaryTrials(
  stages: readonly CanaryStage[],
): (replication: number) => CanaryOutcome {
  const hosts = stages.reduce((sum, stage) => sum + stage.hosts, 0);
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.ceil(DRAWS / hosts)));
  const defects = Math.min(wanted, Math.floor(DEFECTS / stages.length));
  const fleets = Math.ceil(wanted / defects);
  const play = playerOf({
    groups: Array.from({ length: fleets }, () => stages.map(groupOf)).flat(),
    releases: [
      {
        channels: Object.fromEntries(stages.map((_, stage) => [`stage-${stage}`, `${stage + 1}s`])),
        defects: stages.flatMap((stage, index) => defectsOf(stage, index, stages, fleets, defects)),
      },
    ],
    policy: { offer: { kind: "channel", channel: "own" }, reboot: { kind: "immediate" } },
  });
  return (replication) => {
    const hits = new Int32Array(fleets * defects);
    const firstHit = new Int32Array(fleets * defects).fill(hosts);
    play(replication, {
      see({ kind, subject, detail }) {
        if (kind !== TransitionKind.DefectBit) return;
        const trial = Math.floor(subject / hosts) * defects + (detail % defects);
        hits[trial]! += 1;
        firstHit[trial] = Math.min(firstHit[trial]!, subject % hosts);
      },
    });
    return { hits, firstHit };
  };
}

function groupOf({ hosts }: CanaryStage, stage: number): SceneGroup {
  return { hosts, channel: `stage-${stage}` };
}

/** The defects as they meet the hosts of one stage. */
function defectsOf(
  { probability }: CanaryStage,
  stage: number,
  stages: readonly CanaryStage[],
  fleets: number,
  defects: number,
) {
  const groups = Array.from({ length: fleets }, (_, fleet) =>
    groupName(fleet * stages.length + stage),
  );
  const where = stages.length === 1 ? {} : { groups };
  return Array.from({ length: defects }, (_, defect) => ({
    name: `defect-${stage}-${defect}`,
    kind: "kernel-panic",
    per: "boot",
    probability,
    ...where,
  }));
}
