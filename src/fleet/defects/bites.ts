import { type HostPhase, isUp } from "../state/phases.js";
import type { World } from "../state/world.js";
import { epochOf, recordBite } from "./chances.js";
import { isPastKernel } from "./crash-host.js";
import { defectKindOf } from "./index.js";

/** Up, or on the way there past its kernel. */
function canBeBitten(phase: HostPhase): boolean {
  return isUp(phase) || isPastKernel(phase);
}

/** A defect whose delay is over bites, if what it was bound to still runs. */
export function onDefectBites(world: World, host: number, packed: number): void {
  const { hosts } = world.state;
  const index = packed & 0xffff;
  const defect = world.model.defects[index]!;
  const kind = defectKindOf(defect.kind);
  const bound = packed >> 16 === (epochOf(world, host, kind) & 0x7fff);
  if (!bound || !canBeBitten(hosts.phase[host]! as HostPhase)) return;
  // Packages may have been replaced meanwhile.
  const has = defect.per === "installation" ? hosts.installed : hosts.running;
  if (has[3 * host + defect.component] !== defect.release) return;
  recordBite(world, host, index);
  kind.bite(world, host, defect);
}
