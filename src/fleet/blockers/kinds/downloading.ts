import { UpdateStage } from "../../state/host-columns.js";
import { counted, defineBlocker } from "../blocker.js";

/** In the middle of a download or an installation. */
export const downloading = defineBlocker({
  kind: "downloading",
  doc: "The host downloads or installs the release, for longer than that should take.",
  isPlan: false,
  of: "waiting",
  find({ world }, host) {
    const { hosts, server } = world.state;
    const stage = hosts.updateStage[host]!;
    if (stage !== UpdateStage.Downloading && stage !== UpdateStage.Installing) return undefined;
    return {
      release: hosts.target[host]!,
      figures: { downloads: server.active, installs: Number(stage === UpdateStage.Installing) },
      since: hosts.stepSince[host]!,
    };
  },
  says: ({ hostName, release, figures: { downloads, installs } }) =>
    installs === 1
      ? `${hostName} is still installing ${release}`
      : `${hostName} is still downloading ${release}; ${counted(downloads!, "download")} share the server`,
  remedy: () => "more bandwidth (`server.bandwidth`), or fewer hosts that download at once",
});
