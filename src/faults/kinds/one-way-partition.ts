import { z } from "zod";
import type { Link } from "../../fleet/effects/effects.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface OneWayPartition extends TimedFault {
  readonly cut: "from-hosts" | "to-hosts";
}

/** What goes through each direction: hosts call the control plane, clients call hosts. */
const LINKS_OF: Readonly<Record<OneWayPartition["cut"], readonly Link[]>> = {
  "from-hosts": ["update-server", "lock", "reports"],
  "to-hosts": ["clients"],
};

/** A partition in one direction: a firewall rule, an asymmetric route. Each side believes that the other is the one who is ill. */
export const oneWayPartition = defineFault<OneWayPartition>({
  kind: "one-way-partition",
  doc: "One direction is cut while it lasts: the victims reach nobody and go on serving, or serve nobody and go on updating.",
  config: timedFaultWith({
    cut: z
      .enum(["from-hosts", "to-hosts"])
      .default("from-hosts")
      .describe("The direction that is cut."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "one-way-partition",
      effect: "cut",
      links: LINKS_OF[config.cut],
    }),
});
