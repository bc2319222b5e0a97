import { HostPhase } from "../fleet/state/phases.js";
import { type Transition, TransitionKind } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";
import { exponential, playerOf, type Scene, type Written } from "./scene.js";

/**
 * Hosts that break down again and again, each after an exponential time of its own, and crews that mend them first come first
 * served: a bridge that dies while its daemon runs, and a restart of the daemon that brings it back.
 */
interface RepairShop {
  readonly hosts: number;
  /** Mean time of a host from serving to its next failure [ms]. */
  readonly upFor: number;
  readonly crews: number | "unlimited";
  readonly repair: Written;
  readonly horizon: Time;
}

/** What is told of every failure and repair, in the order of time. */
export interface ShopWatch {
  readonly failed: (host: number, time: Time) => void;
  /** A crew begins with a host. */
  readonly begun?: (host: number, time: Time) => void;
  readonly mended?: (host: number, time: Time) => void;
}

/** Defects take their chance when the daemon starts: all hosts reset after a second. */
const STARTED = "1s";

/** Plays replications of a shop. */
export function repairShop(shop: RepairShop): (replication: number, watch: ShopWatch) => void {
  const play = playerOf(sceneOf(shop));
  return (replication, { failed, begun, mended }) => {
    play(replication, {
      see({ time, kind, subject, from, to }: Transition) {
        if (kind === TransitionKind.RepairBegan) begun?.(subject, time);
        if (kind !== TransitionKind.HostPhase) return;
        if (to === HostPhase.Degraded) failed(subject, time);
        else if (from === HostPhase.Degraded) mended?.(subject, time);
      },
    });
  };
}

function sceneOf({ hosts, upFor, crews, repair, horizon }: RepairShop): Scene {
  const defect = {
    kind: "broken-bridge",
    per: "boot",
    probability: 1,
    after: exponential(upFor),
  };
  return {
    groups: [{ hosts, release: "1.0.0" }],
    releases: [{ channels: {}, defects: [defect] }],
    people: { crews, fix: repair, notice: "0ms" },
    faults: [{ kind: "host-crash", from: STARTED }],
    horizon,
  };
}
