import { duration } from "../../support/quantity.js";
import { SECOND } from "../../support/time.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface DaemonRestartLoop extends TimedFault {
  readonly every: number;
}

/** What the daemon is down each time [ms]: the RestartSec of docker.service. */
const DOWN = 2 * SECOND;

/** A daemon that dies, is started again by systemd, and dies again. */
export const daemonRestartLoop = defineFault<DaemonRestartLoop>({
  kind: "daemon-restart-loop",
  doc: "The container daemon of the victims dies again and again while it lasts; without live-restore its containers die with it.",
  config: timedFaultWith({
    every: duration()
      .refine((every) => every >= 10 * SECOND, { error: "expected a duration of at least 10s" })
      .prefault("1m")
      .describe("From one death to the next, at least 10s. Default 1m, assumed."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "daemon-restart-loop",
      effect: "runtime-crash",
    }).flatMap((effect) =>
      Array.from({ length: Math.ceil((effect.until - effect.from) / config.every) }, (_, nth) => {
        const from = effect.from + nth * config.every;
        return { ...effect, from, until: from + DOWN };
      }),
    ),
});
