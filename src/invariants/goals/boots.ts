import { BootOutcome, HostPhase } from "../../fleet/state/phases.js";
import { defineGoal } from "./goal.js";

/** Goals about hosts that come up, or do not. */

/** A loader went back. */
export const fallbackFired = defineGoal<null>({
  name: "fallback-fired",
  doc: "A loader has given up a new image and booted the one before.",
  start: () => null,
  on: { Fallback: () => true },
});

/** There was nothing left to boot. */
export const bothSlotsBad = defineGoal<Uint8Array>({
  name: "both-slots-bad",
  doc: "A host has failed to boot from both of its slots in a row.",
  // Of each host: the slots that have failed since it was last up, as bits.
  start: ({ hosts }) => new Uint8Array(hosts),
  on: {
    BootAttempt(failed, { subject, from: slot, to }) {
      if (to === BootOutcome.Booted) failed[subject] = 0;
      else if (to === BootOutcome.Unbootable) return true;
      else if (to !== BootOutcome.Interrupted) failed[subject]! |= 1 << slot;
      return failed[subject] === 3;
    },
  },
});

/** Power or the host went away in the middle. */
export const bootInterrupted = defineGoal<null>({
  name: "boot-interrupted",
  doc: "A boot was interrupted before it came to anything.",
  start: () => null,
  on: { BootAttempt: (_, { to }) => to === BootOutcome.Interrupted },
});

/** The same of an installation. */
export const installInterrupted = defineGoal<null>({
  name: "install-interrupted",
  doc: "An installation did not get to its end.",
  start: () => null,
  on: { InstallEnded: (_, { cause }) => cause === 0 },
});

/** Health that is not that of the host. */
export const degradedAfterBoot = defineGoal<null>({
  name: "degraded-after-boot",
  doc: "A host has booted well and could not run its containers: the bridge, the daemon or the network was not.",
  start: () => null,
  on: {
    HostPhase: (_, { from, to }) => from === HostPhase.Workloads && to === HostPhase.Degraded,
  },
});

/** Nobody but a person helped. */
export const personNeeded = defineGoal<null>({
  name: "person-needed",
  doc: "Somebody had to go to a host.",
  start: () => null,
  on: { RepairBegan: () => true },
});

interface Trial {
  /** Of each host: 1 from a new release that runs until it is marked good. */
  readonly tries: Uint8Array;
}

/** The moment in which a partition can be taken for a bad image. */
export const partitionDuringTrial = defineGoal<Trial>({
  name: "partition-during-trial",
  doc: "Links of a host were cut while it ran a new release that was not yet marked good.",
  start: ({ hosts }) => ({ tries: new Uint8Array(hosts) }),
  on: {
    RunningRelease({ tries }, { subject, from, to }) {
      tries[subject] = to > from ? 1 : 0;
      return false;
    },
    MarkedGood({ tries }, { subject }) {
      tries[subject] = 0;
      return false;
    },
    FaultBegan({ tries }, { subject }, { faults }) {
      const effect = faults[subject]!;
      return effect.kind === "cut" && effect.who.some((host) => tries[host] === 1);
    },
  },
});
