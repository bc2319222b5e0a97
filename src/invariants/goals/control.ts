import { Cause, ContainerPhase, HostPhase, ReportStatus } from "../../fleet/state/phases.js";
import { HOUR } from "../../support/time.js";
import { defineGoal } from "./goal.js";

/** Goals about locks, reports, drains and room. */

/** The holder that will not give the lock back by itself. */
export const lockHolderDied = defineGoal<Uint8Array>({
  name: "lock-holder-died",
  doc: "A host went down for another reason than its update while it held the reboot lock.",
  // Of each host: 1 while it holds the lock.
  start: ({ hosts }) => new Uint8Array(hosts),
  on: {
    LockTaken(holds, { subject }) {
      holds[subject] = 1;
      return false;
    },
    LockReleased(holds, { subject }) {
      holds[subject] = 0;
      return false;
    },
    HostPhase: (holds, { subject, to, cause }) =>
      holds[subject] === 1 && to === HostPhase.Down && cause !== Cause.Planned,
  },
});

/** A success that is none. */
export const falseSuccess = defineGoal<Int16Array>({
  name: "false-success",
  doc: "A host was reported to be good on a release that it did not run.",
  // The release that each host runs whole.
  start: ({ hosts, groups, groupOf }) =>
    Int16Array.from({ length: hosts }, (_, host) => groups[groupOf[host]!]!.initialRelease),
  on: {
    RunningRelease(runs, { subject, to }) {
      runs[subject] = to;
      return false;
    },
    Report: (runs, { subject, to, detail }) => to === ReportStatus.Good && runs[subject]! < detail,
  },
});

/** A drain that does not come to its end. */
export const drainHeldUp = defineGoal<Float64Array>({
  name: "drain-held-up",
  doc: "A drain has taken more than an hour.",
  // Since when each host has been draining [ms]; -1 where it is not.
  start: ({ hosts }) => new Float64Array(hosts).fill(-1),
  on: {
    HostPhase(since, { subject, to, time }) {
      const began = since[subject]!;
      since[subject] = to === HostPhase.Draining ? time : -1;
      return began >= 0 && time - began > HOUR;
    },
  },
});

/** Spare capacity that was not enough. */
export const noRoomLeft = defineGoal<null>({
  name: "no-room-left",
  doc: "A container found no host with room.",
  start: () => null,
  on: { ContainerPhase: (_, { to }) => to === ContainerPhase.Pending },
});
