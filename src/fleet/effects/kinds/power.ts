import { fire } from "../lasting-effects.js";
import { scheduleLeak } from "../../boot/crash-after-boot.js";
import { Cause, type HostPhase, HostPhase as Phase, isUp } from "../../state/phases.js";
import { preferOtherSlot, rotSpareSlot } from "../../mechanisms/corruption.js";
import { crash, powerOff, powerOn } from "../../boot/power.js";
import type { EffectHandler } from "./handler.js";

/** Power goes and comes back. */
export const powerLoss: EffectHandler = {
  begin(world, host, _effect, index) {
    if (world.state.hosts.phase[host] !== Phase.Down) fire(world, index);
    powerOff(world, host);
  },
  end: powerOn,
};

/** The host resets. */
export const hostCrash: EffectHandler = {
  begin(world, host, _effect, index) {
    if (isRunning(world.state.hosts.phase[host]! as HostPhase)) fire(world, index);
    crash(world, host, Cause.Fault);
  },
};

/** A host that has been up for longer than the leak takes goes down the leak's time from now. */
export const crashAfterBoot: EffectHandler = {
  begin(world, host) {
    if (isUp(world.state.hosts.phase[host]! as HostPhase)) scheduleLeak(world, host);
  },
};

/** What is in the slot that does not run no longer boots, until something else is written to it. */
export const slotRot: EffectHandler = {
  begin(world, host, _effect, index) {
    if (rotSpareSlot(world, host)) fire(world, index);
  },
};

/** A reset after which the loader has forgotten which slot was to run. */
export const wrongSlot: EffectHandler = {
  begin(world, host, _effect, index) {
    if (!isRunning(world.state.hosts.phase[host]! as HostPhase)) return;
    if (!preferOtherSlot(world, host)) return;
    fire(world, index);
    crash(world, host, Cause.Fault);
  },
};

function isRunning(phase: HostPhase): boolean {
  return phase < Phase.Down;
}
