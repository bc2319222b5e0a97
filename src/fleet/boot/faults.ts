import { effectOn } from "../effects/lasting-effects.js";
import { isImageCorrupt } from "../mechanisms/corruption.js";
import { BootOutcome } from "../state/phases.js";
import type { World } from "../state/world.js";

/** What faults make of a boot, whatever its kernel would have done. */
export function faultOfBoot(world: World, host: number): BootOutcome {
  const release = world.state.hosts.running[3 * host]!;
  if (isImageCorrupt(world, host)) return BootOutcome.Panicked;
  if (effectOn(world, host, "kernel-panic", release) !== undefined) return BootOutcome.Panicked;
  if (effectOn(world, host, "boot-hang", release) !== undefined) return BootOutcome.Hung;
  return BootOutcome.Booted;
}
