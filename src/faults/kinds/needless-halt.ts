import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** People who stop a good rollout and let it go on later: Fedora CoreOS did in 2020, on a false alarm. */
export const needlessHalt = defineFault<TimedFault>({
  kind: "needless-halt",
  doc: "The newest release that is offered to the groups of the victims is halted while it lasts, whatever the policy thinks.",
  breaks: ["halts-have-a-cause", "rollout-goes-on"],
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "needless-halt", effect: "needless-halt" }),
});
