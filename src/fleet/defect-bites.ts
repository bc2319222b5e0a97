import { bootFailed } from "./boot.js";
import { isOfDaemon, recordBite } from "./defects.js";
import { HostFlag, Trouble } from "./host-columns.js";
import { setFlag } from "./host-flags.js";
import type { DefectModel } from "./model.js";
import { BootOutcome, Cause, HostPhase, isUp } from "./phases.js";
import { crash, interrupt } from "./power.js";
import { breakRuntime, restartDaemon, setCapacity, stopRuntime } from "./runtime.js";
import { addTrouble } from "./trouble.js";
import type { World } from "./world.js";
import { refreshReach } from "./workload.js";

/** Up, or on the way there past its kernel. */
function canBeBitten(phase: HostPhase): boolean {
  return isUp(phase) || isBooting(phase);
}

function isBooting(phase: HostPhase): boolean {
  return phase >= HostPhase.Userland && phase <= HostPhase.Workloads;
}

/** A defect whose delay is over bites, if what it was bound to still runs. */
export function onDefectBites(world: World, host: number, packed: number): void {
  const { hosts } = world.state;
  const index = packed & 0xffff;
  const defect = world.model.defects[index]!;
  const epoch = isOfDaemon(defect) ? hosts.daemonEpoch[host]! : hosts.lifeEpoch[host]!;
  const bound = packed >> 16 === (epoch & 0x7fff);
  if (!bound || !canBeBitten(hosts.phase[host]! as HostPhase)) return;
  // Packages may have been replaced meanwhile.
  if (hosts.running[3 * host + defect.component] !== defect.release) return;
  recordBite(world, host, index);
  bite(world, host, defect);
}

function bite(world: World, host: number, defect: DefectModel): void {
  const { hosts } = world.state;
  const always = defect.per === "host";
  switch (defect.kind) {
    case "kernel-panic":
    case "latent-crash":
    case "container-panic":
      if (isBooting(hosts.phase[host]! as HostPhase)) {
        addTrouble(world, host, Trouble.Boot, Cause.Defect);
      }
      crash(world, host, Cause.Defect);
      return;
    case "boot-hang":
      interrupt(world, host, Cause.Defect);
      stopRuntime(world, host, Cause.Defect);
      bootFailed(world, host, BootOutcome.Hung, Cause.Defect);
      return;
    case "broken-bridge":
      breakRuntime(world, host, Trouble.Bridge, always);
      return;
    case "runtime-crash":
      restartDaemon(world, host, Cause.Defect);
      return;
    case "lost-network":
      addTrouble(world, host, Trouble.Network, Cause.Defect);
      if (always) setFlag(world, host, HostFlag.NeedsRevert);
      refreshReach(world, host, Cause.Defect);
      return;
    case "lost-capacity":
      setCapacity(world, host, defect.capacityShare);
      return;
  }
}
