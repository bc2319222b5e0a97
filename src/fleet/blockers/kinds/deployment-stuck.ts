import { isDeploying } from "../../update/is-mender-deploying.js";
import { stateOf, State } from "../../../systems/mender/deployment.js";
import { UpdateStage } from "../../state/host-columns.js";
import { defineBlocker } from "../blocker.js";
import { isIdle } from "../wanted.js";

/** A Mender client that is in the middle of a deployment takes no other. */
export const deploymentStuck = defineBlocker({
  kind: "deployment-stuck",
  doc: "The client is in the middle of a deployment and takes no other before that is over.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { hosts } = look.world.state;
    if (!isIdle(look, host) || !isDeploying(look.world, host)) return undefined;
    const reporting = stateOf(hosts.deployment[host]!) === State.ReportBeforeCommit;
    return {
      figures: { reporting: Number(reporting), tries: hosts.agentFailures[host]! },
      since: hosts.stepSince[host] ?? UpdateStage.Idle,
    };
  },
  says: ({ hostName, figures: { reporting } }) =>
    reporting === 1
      ? `${hostName} has installed its update and cannot reach the server to commit it`
      : `${hostName} is in the middle of a deployment that does not end`,
  remedy: () => "a client that reaches its server, or a deployment that is aborted",
});
