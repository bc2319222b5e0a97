import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** Names that nobody resolves (Azure 2022, an update of systemd): the hosts run and serve, and find nothing. */
export const dnsLoss = defineFault<TimedFault>({
  kind: "dns-loss",
  doc: "The victims resolve no names while it lasts: they find neither update server, lock, report service nor registry, and serve on.",
  config: timedFault(),
  plan: (config, site, index) => [
    ...timedEffects(config, site, {
      index,
      kind: "dns-loss",
      effect: "cut",
      links: ["update-server", "lock", "reports"],
    }),
    ...timedEffects(config, site, { index, kind: "dns-loss", effect: "no-pull" }),
  ],
});
