import { Purpose } from "../../../random/purposes.js";
import { UpdateStage } from "../../state/host-columns.js";
import { draw, groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";

/** Somebody is logged in. */
export const session = defineBlocker({
  kind: "session",
  doc: "Users who are logged in hold the reboot up, as long as the policy lets them.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts, groups } = world.state;
    const { sessions, delay } = groups[groupOf(world, host)]!.gate;
    const staged = hosts.updateStage[host] === UpdateStage.Staged;
    if (!staged || sessions.share === 0) return undefined;
    const isInUse = draw(world, Purpose.Session, host, hosts.updateEpoch[host]!) < sessions.share;
    if (!isInUse) return undefined;
    return { figures: { wait: sessions.wait, delay }, since: hosts.stepSince[host]! };
  },
  says: ({ hostName }) => `somebody is logged in on ${hostName} and holds its reboot up`,
  remedy: () => "sessions that end, or are given less time",
});
