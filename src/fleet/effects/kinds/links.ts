import { fire, firesOn } from "../lasting-effects.js";
import type { Effect, Link } from "../effects.js";
import { loseLock } from "../../reboot/gate.js";
import { HostFlag, Trouble, UpdateStage } from "../../state/host-columns.js";
import { clearFlag, hasFlag } from "../../state/host-flags.js";
import { giveLockBack } from "../../reboot/lock.js";
import { Cause, type HostPhase, isUp, ReportStatus } from "../../state/phases.js";
import { refreshRoom } from "../../containers/placement.js";
import { sendReport } from "../../update/reports.js";
import { addTrouble } from "../../people/trouble.js";
import { loseServer, regainLock, regainServer } from "../../update/update.js";
import type { World } from "../../state/world.js";
import { refreshReach } from "../../containers/workload.js";
import type { EffectHandler } from "./handler.js";

/** Links of a host that are cut while it lasts. */
export const cut: EffectHandler = {
  begin(world, host, effect) {
    for (const link of effect.links ?? []) cutLink(world, host, link);
  },
  end(world, host, effect: Effect) {
    for (const link of effect.links ?? []) restore(world, host, link);
  },
};

/** Routes that are gone until the host boots again, as when systemd-networkd was restarted (Datadog 2023). */
export const routesLost: EffectHandler = {
  begin(world, host, _effect, index) {
    if (!isUp(world.state.hosts.phase[host]! as HostPhase)) return;
    fire(world, index);
    addTrouble(world, host, Trouble.Network, Cause.Fault);
    refreshReach(world, host, Cause.Fault);
    refreshRoom(world, host);
  },
};

function cutLink(world: World, host: number, link: Link): void {
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
      if (hosts.firstContainer[host]! >= 0) firesOn(world, host, "cut");
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
