import { lastingEverywhere } from "../../effects/lasting-effects.js";
import { RepairStage, Trouble } from "../../state/host-columns.js";
import { HostPhase, isUp } from "../../state/phases.js";
import { counted, defineBlocker, faultOf } from "../blocker.js";

/** Down for good, or up without a network: nothing but a person helps, and none has come yet. */
export const hostDown = defineBlocker({
  kind: "host-down",
  doc: "The host is down, or up without a network, and waits for people: to notice it, to have a crew free, or to mend it.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts, crews } = world.state;
    const phase = hosts.phase[host]! as HostPhase;
    const boots = phase >= HostPhase.Firmware && phase <= HostPhase.Workloads;
    const loops = boots && hosts.attempts[host]! > 0 && hosts.repair[host] !== RepairStage.None;
    const isDown = phase === HostPhase.Down || phase === HostPhase.UnderRepair || loops;
    const isMute = (hosts.trouble[host]! & Trouble.Network) !== 0;
    if (!isDown && !isMute) return undefined;
    const away = lastingEverywhere(world, "nobody-awake");
    let queued = 0;
    for (let at = crews.head; at >= 0; at = hosts.repairNext[at]!) queued += 1;
    return {
      ...(away === undefined ? {} : { fault: world.model.faults.indexOf(away) }),
      figures: {
        stage: hosts.repair[host]!,
        up: Number(isMute && isUp(phase)),
        loops: Number(loops),
        crews: Math.min(world.model.people.crews, Number.MAX_SAFE_INTEGER),
        queued,
      },
      since: isDown ? hosts.downSince[host]! : hosts.stepSince[host]!,
    };
  },
  says(blocker) {
    const { hostName, figures } = blocker;
    const { stage, up, loops, crews, queued } = figures;
    const down = loops === 1 ? "fails to boot again and again" : "is down";
    const state = up === 1 ? "is up without a network" : down;
    if (stage === RepairStage.AtWork) return `${hostName} ${state} and is being repaired`;
    if (stage === RepairStage.Queued)
      return `${hostName} ${state} and waits for one of ${counted(crews!, "crew")}; ${counted(queued!, "host")} in the queue`;
    return `${hostName} ${state}, and nobody has noticed${faultOf(blocker)}`;
  },
  remedy({ hostName, figures: { stage } }) {
    if (stage === RepairStage.Queued)
      return `more crews (\`people.crews\`), or fewer hosts that need them`;
    if (stage === RepairStage.AtWork) return `the repair of ${hostName}`;
    return `somebody who notices (\`people.notice\`)`;
  },
});
