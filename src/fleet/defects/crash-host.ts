import { HostPhase } from "../state/phases.js";
import { Cause } from "../state/phases.js";
import { Trouble } from "../state/host-columns.js";
import { crash } from "../boot/power.js";
import { addTrouble } from "../people/trouble.js";
import type { World } from "../state/world.js";

/** A defect brings a host down while it runs, or on its way up past the kernel. */
export function crashHost(world: World, host: number): void {
  if (isPastKernel(world.state.hosts.phase[host]!)) {
    addTrouble(world, host, Trouble.Boot, Cause.Defect);
  }
  crash(world, host, Cause.Defect);
}

/** Whether a host is booting, and what it boots has got past its kernel. */
export function isPastKernel(phase: number): boolean {
  return phase >= HostPhase.Userland && phase <= HostPhase.Workloads;
}
