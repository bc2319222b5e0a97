import { HostPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import type { Time } from "../support/time.js";
import { ms, playerOf } from "./scene.js";

/** Crashes of one run, about; windows of one run; and the longest run [ms]. */
const CRASHES = 10_000;
const MOST_WINDOWS = 1_000;
const LONGEST = 3e11;

interface Weather {
  readonly hosts: number;
  /** Mean time between two crashes of a host [ms]. */
  readonly every: Time;
  /** Length of a window [ms]. */
  readonly window: Time;
}

/**
 * Hosts crash out of the blue, each at its own times, and are back at once.
 *
 * @returns crashes of each host in each of the windows that a run is cut into: those of all hosts in one window after the other.
 */
export function crashWeather({ hosts, every, window }: Weather) {
  const perWindow = (hosts * window) / every;
  const windows = Math.max(
    1,
    Math.floor(Math.min(MOST_WINDOWS, CRASHES / perWindow, LONGEST / window)),
  );
  const play = playerOf({
    groups: [{ hosts }],
    releases: [],
    faults: [{ kind: "host-crash", rate: { per: "host", every: ms(every) } }],
    horizon: windows * window,
  });
  return (replication: number): Uint8Array => {
    const crashes = new Uint8Array(hosts * windows);
    play(replication, {
      see({ time, kind, subject, to }) {
        if (kind !== TransitionKind.HostPhase || to !== HostPhase.Down) return;
        const nth = Math.floor(time / window);
        if (nth < windows) crashes[nth * hosts + subject]! += 1;
      },
    });
    return crashes;
  };
}
