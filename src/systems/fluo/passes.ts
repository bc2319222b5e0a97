import { afterPass, countsAsRebooting, NodeMark } from "./node-marks.js";

/**
 * How many passes of the operator's loop lie between two things, where no other program has to agree.
 *
 * @see flatcar/flatcar-linux-update-operator pkg/operator/operator.go
 */

/** From a node being picked to its being let reboot [passes]. */
export function passesToGoAhead(): number {
  return passesUntil(NodeMark.RebootNeeded | NodeMark.BeforeReboot, (marks) => {
    return (marks & NodeMark.OkToReboot) !== 0;
  });
}

/** From the first pass that finds a node back to the one in which its place is free [passes]. */
export function passesToRelease(): number {
  const found = afterPass(NodeMark.OkToReboot, true);
  return passesUntil(found, (marks) => !countsAsRebooting(marks));
}

function passesUntil(marks: number, isThere: (marks: number) => boolean): number {
  let passes = 0;
  for (let now = marks; !isThere(now); now = afterPass(now, true)) passes += 1;
  return passes;
}
