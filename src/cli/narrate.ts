import type { FleetFacts } from "../fleet/state/model.js";
import {
  bootOutcomeNames,
  causeNames,
  containerPhaseNames,
  hostPhaseNames,
  reportStatusNames,
} from "../fleet/state/phases.js";
import { TransitionKind, type Transition } from "../fleet/state/transitions.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";

/** Transitions in words, one line each, for the timeline of a replication. */

const releaseChanges = ["update", "fallback", "repair", "replacement"];
const components = ["kernel", "userland", "runtime"];

/** A moment as days and time of day since the start, `3d 04:05:06`. */
export function clockTime(time: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const hours = two((time % DAY) / HOUR);
  const minutes = two((time % HOUR) / MINUTE);
  const seconds = two((time % MINUTE) / SECOND);
  return `${Math.floor(time / DAY)}d ${hours}:${minutes}:${seconds}`;
}

/** What a transition is about: the host it belongs to, where it belongs to one. */
export function hostOf(transition: Transition, hostOfContainer: Int32Array): number {
  switch (transition.kind) {
    case TransitionKind.ContainerPhase:
      return hostOfContainer[transition.subject]!;
    case TransitionKind.ContainerMoved:
      return transition.to >= 0 ? transition.to : transition.from;
    case TransitionKind.Halted:
    case TransitionKind.Resumed:
    case TransitionKind.Published:
    case TransitionKind.Withdrawn:
    case TransitionKind.FaultBegan:
    case TransitionKind.FaultEnded:
    case TransitionKind.FaultFired:
      return -1;
    default:
      return transition.subject;
  }
}

/** The words for one kind of transition. */
type Words = (transition: Transition, facts: FleetFacts) => string;

/** A transition in words. */
export function narrate(transition: Transition, facts: FleetFacts): string {
  return words[transition.kind](transition, facts);
}

function host(facts: FleetFacts, index: number): string {
  const group = facts.groups[facts.groupOf[index]!]!;
  return `host ${index} (${group.name}-${index - group.first}, zone ${facts.zones[facts.zoneOf[index]!]!})`;
}

function container(facts: FleetFacts, index: number): string {
  const service = facts.services[facts.serviceOf[index]!]!;
  return `container ${service.name}-${index - service.first}`;
}

function release(facts: FleetFacts, index: number): string {
  return facts.releases[index]?.version ?? "the first release";
}

/** The lock in words; 1: several groups share it. */
function lockOf(shared: number): string {
  return shared === 1 ? "the reboot lock of the cluster" : "the reboot lock";
}

/** "because of a defect", unless it was planned. */
function because(cause: number): string {
  return cause === 0 ? "" : ` (${causeNames[cause]!})`;
}

const words: Readonly<Record<TransitionKind, Words>> = {
  [TransitionKind.HostPhase]: ({ subject, from, to, cause }, facts) =>
    `${host(facts, subject)}: ${hostPhaseNames[from]!} → ${hostPhaseNames[to]!}${because(cause)}`,
  [TransitionKind.ContainerPhase]: ({ subject, from, to, cause }, facts) =>
    `${container(facts, subject)}: ${containerPhaseNames[from]!} → ${containerPhaseNames[to]!}${because(cause)}`,
  [TransitionKind.ContainerMoved]: ({ subject, from, to }, facts) =>
    `${container(facts, subject)}: moved from ${from < 0 ? "no host" : `host ${from}`} to ${to < 0 ? "no host" : `host ${to}`}`,
  [TransitionKind.RunningRelease]: ({ subject, from, to, cause }, facts) =>
    `${host(facts, subject)}: runs ${release(facts, to)} instead of ${release(facts, from)} (${releaseChanges[cause]!})`,
  [TransitionKind.SlotWritten]: ({ subject, from, to }, facts) =>
    `${host(facts, subject)}: ${release(facts, to)} written to slot ${"AB"[from]!}`,
  [TransitionKind.BootAttempt]: ({ subject, from, to, cause, detail }, facts) =>
    `${host(facts, subject)}: boot of ${release(facts, detail)} from slot ${"AB"[from]!} ${bootOutcomeNames[to]!}${because(cause)}`,
  [TransitionKind.MarkedGood]: ({ subject, from, to }, facts) =>
    `${host(facts, subject)}: slot ${"AB"[from]!} with ${release(facts, to)} marked good`,
  [TransitionKind.Fallback]: ({ subject, from, to }, facts) =>
    `${host(facts, subject)}: fell back from ${release(facts, from)} to ${release(facts, to)}`,
  [TransitionKind.Report]: ({ subject, to, detail }, facts) =>
    `${host(facts, subject)}: reported ${reportStatusNames[to]!} on ${release(facts, detail)}`,
  [TransitionKind.LockTaken]: ({ subject, to, cause, detail }, facts) =>
    `${host(facts, subject)}: took ${lockOf(cause)} (${to} of ${detail})`,
  [TransitionKind.LockReleased]: ({ subject, to, cause, detail }, facts) =>
    `${host(facts, subject)}: gave ${lockOf(cause)} back (${to} of ${detail})`,
  [TransitionKind.Granted]: ({ subject, to }, facts) =>
    `${host(facts, subject)}: takes ${release(facts, to)}`,
  [TransitionKind.Halted]: ({ subject, from }, facts) =>
    `${release(facts, subject)} halted for ${facts.groups[from]!.name}`,
  [TransitionKind.Resumed]: ({ subject, from }, facts) =>
    `${release(facts, subject)} resumed for ${facts.groups[from]!.name}`,
  [TransitionKind.Published]: ({ subject, from }, facts) =>
    `${release(facts, subject)} published on ${facts.channels[from]!}`,
  [TransitionKind.Withdrawn]: ({ subject, from }, facts) =>
    `${release(facts, subject)} withdrawn from ${facts.channels[from]!}`,
  [TransitionKind.FaultBegan]: ({ subject }, facts) => `fault ${faultName(facts, subject)} began`,
  [TransitionKind.FaultEnded]: ({ subject }, facts) => `fault ${faultName(facts, subject)} ended`,
  [TransitionKind.FaultFired]: ({ subject }, facts) =>
    `fault ${faultName(facts, subject)} took effect`,
  [TransitionKind.RepairBegan]: ({ subject, to }, facts) =>
    `${host(facts, subject)}: a crew came (${to} at work)`,
  [TransitionKind.RepairEnded]: ({ subject, detail }, facts) =>
    `${host(facts, subject)}: the crew left after ${Math.round(detail / MINUTE)} min`,
  [TransitionKind.DownloadBegan]: ({ subject, from }, facts) =>
    `${host(facts, subject)}: downloads ${release(facts, from)}`,
  [TransitionKind.DownloadEnded]: ({ subject, from, cause }, facts) =>
    `${host(facts, subject)}: download of ${release(facts, from)} ${cause === 1 ? "complete" : "broken off"}`,
  [TransitionKind.RebootChosen]: ({ subject, to }, facts) =>
    `${host(facts, subject)}: reboots into ${release(facts, to)}`,
  [TransitionKind.InstallEnded]: ({ subject, to, cause }, facts) =>
    `${host(facts, subject)}: installation of ${release(facts, to)} ${cause === 1 ? "complete" : "interrupted"}`,
  [TransitionKind.DefectBit]: ({ subject, from }, facts) =>
    `${host(facts, subject)}: hit by a defect of ${release(facts, from)}`,
  [TransitionKind.ComponentRunning]: ({ subject, to, detail }, facts) =>
    `${host(facts, subject)}: ${components[to]!} of ${release(facts, detail)} runs`,
  [TransitionKind.TroubleNoticed]: ({ subject, from }, facts) =>
    `${host(facts, subject)}: trouble noticed while it ran ${release(facts, from)}`,
};

function faultName(facts: FleetFacts, index: number): string {
  const { label, who } = facts.faults[index]!;
  return `${label} (${who.length === 0 ? "everywhere" : `${who.length} host${who.length === 1 ? "" : "s"}`})`;
}
