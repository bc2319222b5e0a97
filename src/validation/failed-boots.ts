import { HostPhase } from "../fleet/state/phases.js";
import { TransitionKind } from "../fleet/state/transitions.js";
import { DAY } from "../support/time.js";
import { playerOf } from "./scene.js";

/** All of `hosts` are rebooted at once and the next boot of `hanging` of them hangs. @returns the share that does not come back [0..1] */
export function shareDown(hanging: number, hosts: number): number {
  const hangs = { kind: "boot-hang", from: "0s", for: "1h", count: hanging };
  const play = playerOf({
    groups: [{ hosts }],
    releases: [],
    faults: [{ kind: "host-crash", from: "1s" }, ...(hanging === 0 ? [] : [hangs])],
    horizon: DAY,
  });
  const phases = new Uint8Array(hosts);
  play(0, {
    see({ kind, subject, to }) {
      if (kind === TransitionKind.HostPhase) phases[subject] = to;
    },
  });
  return phases.filter((phase) => phase !== HostPhase.Serving).length / hosts;
}
