import { loseLock } from "./gate.js";
import { giveLockBack } from "./lock.js";
import { setServerStopped } from "./download.js";
import type { Effect, Link } from "./effects.js";
import { HostFlag, UpdateStage } from "./host-columns.js";
import { clearFlag, hasFlag } from "./host-flags.js";
import { Cause, type HostPhase, isUp, ReportStatus } from "./phases.js";
import { refreshRoom } from "./placement.js";
import { crash, powerOff, powerOn } from "./power.js";
import { sendReport } from "./reports.js";
import { containersOutlive, restartDaemon } from "./runtime.js";
import { TransitionKind } from "./transitions.js";
import { settlePhase } from "./trouble.js";
import { loseServer, regainLock, regainServer } from "./update.js";
import { emit, groupOf, type World } from "./world.js";
import { refreshReach, startAll, stopAll } from "./workload.js";

/** Faults are data: each effect of the plan begins and ends. Effects of one kind may overlap on a host, so they are counted. */

/** An effect begins. */
export function onEffectBegins(world: World, index: number): void {
  const effect = world.model.faults[index]!;
  emit(world, TransitionKind.FaultBegan, index, 0, 0);
  if (effect.kind === "server-down") {
    world.state.serverDown += 1;
    setServerStopped(world, true);
  }
  for (const host of effect.who) begin(world, effect, host);
}

/** An effect ends. */
export function onEffectEnds(world: World, index: number): void {
  const effect = world.model.faults[index]!;
  emit(world, TransitionKind.FaultEnded, index, 0, 0);
  for (const host of effect.who) end(world, effect, host);
  if (effect.kind !== "server-down") return;
  world.state.serverDown -= 1;
  if (world.state.serverDown > 0) return;
  setServerStopped(world, false);
  for (let host = 0; host < world.facts.hosts; host++) regainServer(world, host);
}

function begin(world: World, effect: Effect, host: number): void {
  const { hosts } = world.state;
  switch (effect.kind) {
    case "kernel-panic":
      hosts.panicking[host]! += 1;
      return;
    case "boot-hang":
      hosts.hanging[host]! += 1;
      return;
    case "bridge-broken":
      hosts.bridgeless[host]! += 1;
      settlePhase(world, host, Cause.Fault);
      refreshReach(world, host, Cause.Fault);
      refreshRoom(world, host);
      return;
    case "runtime-crash":
      loseDaemon(world, host);
      return;
    case "power-loss":
      powerOff(world, host);
      return;
    case "host-crash":
      crash(world, host, Cause.Fault);
      return;
    case "cut":
      for (const link of effect.links ?? []) cut(world, host, link);
      return;
    case "server-down":
      return;
  }
}

function end(world: World, effect: Effect, host: number): void {
  const { hosts } = world.state;
  switch (effect.kind) {
    case "kernel-panic":
      hosts.panicking[host]! -= 1;
      return;
    case "boot-hang":
      hosts.hanging[host]! -= 1;
      return;
    case "bridge-broken":
      hosts.bridgeless[host]! -= 1;
      settlePhase(world, host, Cause.Fault);
      refreshRoom(world, host);
      startAll(world, host);
      refreshReach(world, host, Cause.Fault);
      return;
    case "runtime-crash":
      regainDaemon(world, host);
      return;
    case "power-loss":
      powerOn(world, host);
      return;
    case "host-crash":
    case "server-down":
      return;
    case "cut":
      for (const link of effect.links ?? []) restore(world, host, link);
      return;
  }
}

/** The daemon dies and cannot run before the effect ends. rkt has none to lose. */
function loseDaemon(world: World, host: number): void {
  const { hosts } = world.state;
  const { runtime } = world.model.groups[groupOf(world, host)]!;
  if (runtime.kind === "rkt") return;
  hosts.daemonless[host]! += 1;
  if (hosts.daemonless[host]! > 1 || !isUp(hosts.phase[host]! as HostPhase)) return;
  hosts.runtimeUp[host] = 0;
  hosts.daemonEpoch[host]! += 1;
  refreshRoom(world, host);
  if (!containersOutlive(world, host)) stopAll(world, host, Cause.Fault);
  settlePhase(world, host, Cause.Fault);
}

/** The daemon can run again. */
function regainDaemon(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.daemonless[host] === 0) return;
  hosts.daemonless[host]! -= 1;
  if (hosts.daemonless[host]! > 0 || !isUp(hosts.phase[host]! as HostPhase)) return;
  settlePhase(world, host, Cause.Fault);
  restartDaemon(world, host, Cause.Fault);
}

function cut(world: World, host: number, link: Link): void {
  const { hosts } = world.state;
  switch (link) {
    case "update-server":
      hosts.cutServer[host]! += 1;
      loseServer(world, host);
      return;
    case "lock":
      hosts.cutLock[host]! += 1;
      loseLock(world, host);
      return;
    case "reports":
      hosts.cutReports[host]! += 1;
      return;
    case "clients":
      hosts.cutClients[host]! += 1;
      refreshReach(world, host, Cause.Fault);
      refreshRoom(world, host);
      return;
  }
}

function restore(world: World, host: number, link: Link): void {
  const { hosts } = world.state;
  switch (link) {
    case "update-server":
      hosts.cutServer[host]! -= 1;
      regainServer(world, host);
      return;
    case "lock":
      hosts.cutLock[host]! -= 1;
      reachLock(world, host);
      return;
    case "reports":
      hosts.cutReports[host]! -= 1;
      reachReports(world, host);
      return;
    case "clients":
      hosts.cutClients[host]! -= 1;
      refreshReach(world, host, Cause.Fault);
      refreshRoom(world, host);
      return;
  }
}

/** What could not be said to the coordinator is said now. */
function reachLock(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.cutLock[host]! > 0 || !hasFlag(world, host, HostFlag.MissedLock)) return;
  clearFlag(world, host, HostFlag.MissedLock);
  if (hosts.updateStage[host] === UpdateStage.Idle) giveLockBack(world, host);
  regainLock(world, host);
}

/** The newest report that could not be sent is sent now. */
function reachReports(world: World, host: number): void {
  const { hosts } = world.state;
  if (hosts.cutReports[host]! > 0 || !hasFlag(world, host, HostFlag.MissedReport)) return;
  clearFlag(world, host, HostFlag.MissedReport);
  const updating = hosts.updateStage[host] !== UpdateStage.Idle;
  sendReport(
    world,
    host,
    updating ? ReportStatus.Updating : ReportStatus.Good,
    hosts.release[host]!,
  );
}
