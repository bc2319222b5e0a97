import { TransitionKind } from "../fleet/state/transitions.js";
import { DAY, type Time } from "../support/time.js";
import { exponential, playerOf } from "./scene.js";

/** Bugs that show only while a release runs, at a constant hazard: every boot draws anew when, which changes nothing. */

/** Hosts that run the release, and for how long before it goes on to the next stage [days]. */
export interface SoakStage {
  readonly hosts: number;
  readonly days: number;
}

/** Hosts of one run, and crashes of one of them, about. */
const [HOSTS, CRASHES, MOST_BUGS] = [500, 1, 500];

/**
 * Plays soaks of many bugs at once: each is a trial of its own.
 *
 * @param hazard of each bug, on each host [per day].
 * @returns for each trial, how often the bug showed in time.
 */
export function soaks(
  stages: readonly SoakStage[],
  hazard: number,
): (replication: number) => Int32Array {
  const hosts = stages.reduce((sum, stage) => sum + stage.hosts, 0);
  const longest = Math.max(...stages.map(({ days }) => days));
  const bugs = Math.min(MOST_BUGS, Math.max(1, Math.round(CRASHES / (hazard * longest))));
  const fleets = Math.max(1, Math.floor(HOSTS / hosts));
  const ends = stages.map((_, stage) => sumOfDays(stages.slice(0, stage + 1)));
  const stageOf = stages.flatMap(({ hosts: size }, stage) =>
    Array.from({ length: size }, () => stage),
  );
  const play = playerOf({
    groups: Array.from({ length: fleets }, () =>
      stages.map((stage, index) => ({ hosts: stage.hosts, channel: `stage-${index}` })),
    ).flat(),
    releases: [
      {
        channels: Object.fromEntries(
          stages.map((_, stage) => [`stage-${stage}`, `${ends[stage - 1] ?? 0}ms`]),
        ),
        defects: Array.from({ length: bugs }, (_, bug) => ({
          name: `bug-${bug}`,
          kind: "latent-crash",
          per: "boot",
          probability: 1,
          after: exponential(DAY / hazard),
        })),
      },
    ],
    policy: { offer: { kind: "channel", channel: "own" }, reboot: { kind: "immediate" } },
    horizon: ends.at(-1)!,
  });
  return (replication) => {
    const shown = new Int32Array(fleets * bugs);
    play(replication, {
      see({ time, kind, subject, detail }) {
        if (kind !== TransitionKind.DefectBit || time > ends[stageOf[subject % hosts]!]!) return;
        shown[Math.floor(subject / hosts) * bugs + detail]! += 1;
      },
    });
    return shown;
  };
}

function sumOfDays(stages: readonly SoakStage[]): Time {
  return Math.round(stages.reduce((sum, { days }) => sum + days, 0) * DAY);
}
