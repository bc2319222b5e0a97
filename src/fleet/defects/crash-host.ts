import { HostPhase } from "../phases.js";
import { Cause } from "../phases.js";
import { Trouble } from "../host-columns.js";
import { crash } from "../power.js";
import { addTrouble } from "../trouble.js";
import type { World } from "../world.js";

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
