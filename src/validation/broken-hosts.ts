import { HostPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { ms, playerOf, type Written } from "./scene.js";

/** When all hosts break [ms]. */
const BREAK_AT = 1_000;

/** Hosts that break down at the same moment, and the people who mend them one by one. */
interface BrokenHosts {
  readonly hosts: number;
  readonly crews: number | "unlimited";
  /** Hands-on time for one host. */
  readonly repair: Written;
}

/**
 * Every host crashes, its next boot hangs, and somebody knows at once.
 *
 * @returns when each host served again after the breakdown, in rising order [ms].
 */
export function brokenHosts({ hosts, crews, repair }: BrokenHosts) {
  const from = ms(BREAK_AT);
  const play = playerOf({
    groups: [{ hosts }],
    releases: [],
    people: { crews, repair, notice: "0ms" },
    faults: [
      { kind: "boot-hang", from, for: "1ms" },
      { kind: "host-crash", from },
    ],
  });
  return (replication: number): Float64Array => {
    const times = new Float64Array(hosts);
    let mended = 0;
    play(replication, {
      see({ time, kind, to }) {
        if (kind !== TransitionKind.HostPhase || to !== HostPhase.Serving) return;
        times[mended] = time - BREAK_AT;
        mended += 1;
      },
      done: () => mended === hosts,
    });
    if (mended !== hosts) throw new Error(`only ${mended} of ${hosts} hosts were mended`);
    return times;
  };
}
