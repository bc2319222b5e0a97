import { mayDownloadFrom } from "../../update/payload.js";
import { payloadAttempts } from "../../../systems/update-engine/payload.js";
import { counted, defineBlocker } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** Its downloads have failed, and the agent waits for days. */
export const downloadBackOff = defineBlocker({
  kind: "download-back-off",
  doc: "Downloads or installations of the release have failed on the host, and its agent waits, for days in the end, before it downloads it again.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer === undefined) return undefined;
    const until = mayDownloadFrom(look.world, host, offer.release);
    if (until <= look.now) return undefined;
    const attempts = payloadAttempts(look.world.state.hosts.payload[host]!);
    return { release: offer.release, figures: { attempts }, until };
  },
  says: ({ hostName, release, figures: { attempts } }) =>
    `${hostName} has failed to take ${release} in ${counted(attempts!, "attempt")} and backs off`,
  remedy: () => "a payload that arrives and applies, or an agent without back-off",
});
