import { BootOutcome, HostPhase } from "../fleet/state/phases.js";
import { type Transition, TransitionKind } from "../fleet/state/transitions.js";
import { MINUTE } from "../support/time.js";
import { ms, playerOf, PUBLISHED, type Scene } from "./scene.js";

/** The defects of the release and what of the hosts matters to them. */
export interface UpdateOnce {
  /** Hosts of one run: each is a trial of its own, because nothing couples them. */
  readonly hosts: number;
  readonly tries: number;
  /** From userland up to the new slot being marked good [ms]. */
  readonly markGood: number;
  /** A boot, from power-on to the kernel that may panic [ms]. */
  readonly bootTime: number;
  /** Share of the hosts that are of the wrong hardware: cohort `wrong`. */
  readonly wrongHardware: number;
  /** As scenario files write them. */
  readonly defects: readonly unknown[];
  /** The first so many boots of the new slot fail, whatever the release. */
  readonly doomedBoots?: number;
}

/** What the first and only update of each host came to, by host. */
interface Outcomes {
  /** Trial boots of the new slot. */
  readonly boots: Uint8Array;
  /** Whether the host went back to the old slot: 0 or 1. */
  readonly fellBack: Uint8Array;
  /** From the reboot to serving, on either slot [ms]. */
  readonly away: Float64Array;
}

/** A fleet of independent A/B hosts takes one release, once; a host on which it fails refuses it from then on. */
export function updateOnce(setting: UpdateOnce): (replication: number) => Outcomes {
  const play = playerOf(sceneOf(setting));
  const { hosts } = setting;
  return (replication) => {
    const boots = new Uint8Array(hosts);
    const fellBack = new Uint8Array(hosts);
    const away = new Float64Array(hosts);
    const left = new Float64Array(hosts);
    const see = ({ time, kind, subject, from, to, detail }: Transition) => {
      if (kind === TransitionKind.BootAttempt) {
        if (detail === 0 && to !== BootOutcome.Unbootable) boots[subject]! += 1;
      } else if (kind === TransitionKind.Fallback) fellBack[subject] = 1;
      else if (kind === TransitionKind.HostPhase) {
        if (to === HostPhase.ShuttingDown) left[subject] = time;
        else if (from === HostPhase.Workloads) away[subject] = time - left[subject]!;
      }
    };
    play(replication, { see });
    return { boots, fellBack, away };
  };
}

function sceneOf(setting: UpdateOnce): Scene {
  const { hosts, tries, markGood, bootTime, wrongHardware, defects, doomedBoots = 0 } = setting;
  return {
    groups: [
      {
        hosts,
        cohorts: { wrong: wrongHardware },
        mechanism: { tries, markGood: ms(markGood) },
        boot: { kernel: ms(bootTime) },
      },
    ],
    releases: [{ channels: { stable: ms(PUBLISHED) }, defects }],
    faults: doom(doomedBoots, bootTime),
    horizon: PUBLISHED + MINUTE + (tries + 1) * bootTime + markGood,
  };
}

/** Panics at the first boots of the new slot, and at no later one: all hosts reboot within a few milliseconds of each other. */
function doom(boots: number, bootTime: number): NonNullable<Scene["faults"]> {
  if (boots === 0) return [];
  return [{ kind: "bad-kernel", from: "0s", for: ms(PUBLISHED + (boots + 0.5) * bootTime) }];
}
