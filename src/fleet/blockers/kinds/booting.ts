import { HostPhase } from "../../state/phases.js";
import { UpdateStage } from "../../state/host-columns.js";
import { lastingOn } from "../../effects/lasting-effects.js";
import { counted, defineBlocker, faultOf } from "../blocker.js";

/** On its way up: shutting down, provisioning, booting, or waiting for its containers to start. */
export const booting = defineBlocker({
  kind: "booting",
  doc: "The host is rebooting, or waits for its containers to start.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts } = world.state;
    const phase = hosts.phase[host]! as HostPhase;
    const boots = phase >= HostPhase.ShuttingDown && phase <= HostPhase.Workloads;
    if (!boots && phase !== HostPhase.Provisioning) return undefined;
    const release = hosts.running[3 * host]!;
    const faults = (["no-pull", "disk-full", "slow-boot", "slow-start"] as const).map((kind) =>
      lastingOn(world, host, kind, release),
    );
    const isUpdate = hosts.updateStage[host] === UpdateStage.Rebooting;
    return {
      fault: faults.find((fault) => fault >= 0) ?? -1,
      figures: { starting: phase === HostPhase.Workloads ? hosts.starting[host]! : 0 },
      since: isUpdate ? hosts.stepSince[host]! : hosts.downSince[host]!,
    };
  },
  says(blocker) {
    const { hostName, figures } = blocker;
    if (figures["starting"]! > 0)
      return `${hostName} has booted and waits for ${counted(figures["starting"]!, "container")} to start${faultOf(blocker)}`;
    return `${hostName} is rebooting${faultOf(blocker)}`;
  },
  remedy: ({ hostName }) => `nothing but time: ${hostName} is on its way up`,
});
