import { ContainerPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { SECOND, type Time } from "../support/time.js";
import { followLevel } from "./level.js";
import { groupName, ms, playerOf, PUBLISHED } from "./scene.js";

interface Upgrade {
  readonly hosts: number;
  /** Containers of each host. */
  readonly containers: number;
  /** How long the daemon takes to restart [ms]. */
  readonly restart: Time;
}

/** A package of Docker is replaced on every host; its daemon restarts, and takes the containers with it. @returns container-time lost [ms] */
export function daemonUpgrade({ hosts, containers, restart }: Upgrade): number {
  const horizon = PUBLISHED + restart + SECOND;
  const replicas = hosts * containers;
  const play = playerOf({
    groups: [
      {
        hosts,
        capacity: containers,
        mechanism: { kind: "in-place" },
        runtime: { kind: "docker", liveRestore: false, restart: ms(restart) },
      },
    ],
    services: [{ name: "service", group: groupName(0), replicas, start: "0ms" }],
    releases: [{ channels: { stable: ms(PUBLISHED) }, packages: ["runtime"] }],
    horizon,
  });
  const down = followLevel(0, 0, () => true);
  play(0, {
    see({ time, kind, from, to }) {
      if (kind !== TransitionKind.ContainerPhase || from === to) return;
      if (from === ContainerPhase.Serving) down.change(1, time);
      else if (to === ContainerPhase.Serving) down.change(-1, time);
    },
  });
  return down.until(horizon).mean * horizon;
}
