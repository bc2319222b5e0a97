import { counted, defineBlocker } from "../blocker.js";
import { isIdle } from "../wanted.js";

/** The update server answers with errors. */
export const serverOverloaded = defineBlocker({
  kind: "server-overloaded",
  doc: "The update server is overloaded and answers the checks of the host with an error.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { hosts, server, serverShare } = look.world.state;
    const errors = hosts.checkErrors[host]!;
    if (!isIdle(look, host) || errors === 0) return undefined;
    const most = look.world.model.server.maxDownloads * serverShare;
    return {
      figures: { errors, downloads: server.active, most: Math.min(most, Number.MAX_SAFE_INTEGER) },
      ...(Number.isFinite(hosts.pollAt[host]!) ? { until: hosts.pollAt[host]! } : {}),
    };
  },
  says: ({ hostName, figures: { errors } }) =>
    `the update server is overloaded and has refused ${counted(errors!, "check")} of ${hostName} in a row`,
  remedy: () => "more downloads at once (`server.maxDownloads`), or fewer hosts that ask together",
});
