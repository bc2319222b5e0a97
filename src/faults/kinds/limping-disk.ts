import { defineFault } from "../fault.js";
import { factorSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface LimpingDisk extends TimedFault {
  readonly factor: number;
}

/** A disk that answers, and takes its time: the grey failure that no check calls one. */
export const limpingDisk = defineFault<LimpingDisk>({
  kind: "limping-disk",
  doc: "Boots, installations and starts of containers of the victims take several times as long while it lasts.",
  config: timedFaultWith(factorSetting("everything that reads or writes takes")),
  plan: (config, site, index) =>
    (["slow-boot", "slow-install", "slow-start"] as const).flatMap((effect) =>
      timedEffects(config, site, { index, kind: "limping-disk", effect, amount: config.factor }),
    ),
});
