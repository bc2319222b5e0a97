import type { Command, View } from "./control.js";
import { UpdateStage } from "./host-columns.js";
import { announceFree } from "./lock.js";
import { isUp, type HostPhase } from "./phases.js";
import { isFreeToUpdate, pollFrom } from "./polling.js";
import { TransitionKind } from "./transitions.js";
import { WEEK } from "../support/time.js";
import { Event } from "./events.js";
import { emit, schedule, type Offer, type World } from "./world.js";

/** What a policy orders, and what it gets to see. */

/** Carries out one command. */
export function applyCommand(world: World, command: Command): void {
  switch (command.kind) {
    case "offer":
      offer(world, command);
      return;
    case "halt":
      setHalted(world, command.group, command.release, true);
      return;
    case "resume":
      setHalted(world, command.group, command.release, false);
      return;
    case "gate":
      world.state.groups[command.group]!.gate = command.gate;
      askAgain(world, command.group);
      return;
    case "watch": {
      const release = world.state.releases[command.release]!;
      release.watchFailures = command.failures;
      release.watchTroubles = command.troubles;
      return;
    }
  }
}

/** Puts an offer in its place, newest release first; one that stands is replaced but keeps its halt. */
function offer(world: World, command: Extract<Command, { kind: "offer" }>): void {
  const { offers } = world.state.groups[command.group]!;
  const at = offers.findIndex((standing) => standing.release <= command.release);
  const standing = at < 0 ? undefined : offers[at];
  const replaces = standing?.release === command.release;
  const next: Offer = {
    release: command.release,
    schedule: command.schedule,
    rank: command.rank,
    halted: replaces && standing.halted,
  };
  offers.splice(at < 0 ? offers.length : at, replaces ? 1 : 0, next);
  lookAgain(world, command.group);
}

function setHalted(world: World, group: number, release: number, halted: boolean): void {
  const standing = world.state.groups[group]!.offers.find((other) => other.release === release);
  if (standing === undefined || standing.halted === halted) return;
  standing.halted = halted;
  emit(world, halted ? TransitionKind.Halted : TransitionKind.Resumed, release, group, 0);
  if (!halted) lookAgain(world, group);
}

/** Hosts that could use what has changed schedule their next check. */
function lookAgain(world: World, group: number): void {
  const { first, hosts } = world.facts.groups[group]!;
  for (let host = first; host < first + hosts; host++) {
    const up = isUp(world.state.hosts.phase[host]! as HostPhase);
    if (up && isFreeToUpdate(world, host)) pollFrom(world, host, world.queue.time);
  }
}

/** Hosts that wait for a reboot ask the new gate. */
function askAgain(world: World, group: number): void {
  const { first, hosts } = world.facts.groups[group]!;
  const { updateStage, updateEpoch } = world.state.hosts;
  for (let host = first; host < first + hosts; host++) {
    if (updateStage[host] !== UpdateStage.Staged) continue;
    schedule(world, world.queue.time, Event.AskReboot, host, updateEpoch[host]!);
  }
  announceFree(world, group);
}

/** What the policy may see now. */
export function viewOf(world: World): View {
  const now = world.queue.time;
  return {
    now,
    timeOfWeek: (now + world.model.weekOffset) % WEEK,
    channels: world.model.channels,
    groups: world.facts.groups.map(({ name, hosts, channel }) => ({ name, hosts, channel })),
    releases: world.state.releases.map((state, index) => ({
      version: world.model.releases[index]!.version,
      publishedAt: [...state.publishedAt],
      withdrawn: [...state.withdrawn],
      grants: state.grants,
      successes: state.successes,
      failures: state.failures,
      troubles: state.troubles,
    })),
  };
}
