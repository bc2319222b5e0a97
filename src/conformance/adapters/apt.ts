import { z } from "zod";
import { HOUR } from "../../support/time.js";
import {
  isDeferred,
  leavesOut,
  phasedPercent,
  phasingDraw,
  PHASES,
} from "../../systems/apt/phasing.js";
import { operation, type Adapter } from "../adapter.js";

const exemption = z.object({
  percent: z.number(),
  securityPocket: z.boolean().default(false),
  newInstall: z.boolean().default(false),
  chroot: z.boolean().default(false),
  SOURCE_DATE_EPOCH: z.unknown().optional(),
  machineId: z.string().default("any"),
  option: z.string().default(""),
  /** The machine's draw; left out: the last of all. */
  draw: z.number().default(PHASES - 1),
});

/** `apt.phasing`. */
export const aptPhasing: Adapter = {
  family: "apt.phasing",
  operations: {
    draw: operation(
      z.object({
        source: z.string(),
        version: z.string(),
        machineId: z.string(),
        percent: z.number(),
      }),
      ({ source, version, machineId, percent }) => {
        const draw = phasingDraw(source, version, machineId);
        return { draw, ignored: isDeferred(percent, draw) };
      },
    ),
    ignored: operation(
      z.object({ percent: z.number(), draw: z.number() }),
      ({ percent, draw }) => ({ ignored: isDeferred(percent, draw) }),
    ),
    exemption: operation(exemption, (input) => {
      const reproducible =
        input.SOURCE_DATE_EPOCH !== undefined && input.SOURCE_DATE_EPOCH !== false;
      const ignored = leavesOut(
        {
          percent: input.percent,
          installed: !input.newInstall,
          security: input.securityPocket,
          always: input.option.endsWith("Always-Include-Phased-Updates"),
          never: input.option.endsWith("Never-Include-Phased-Updates"),
          phases: input.machineId !== "" && !input.chroot && !reproducible,
        },
        () => input.draw,
      );
      return { decision: ignored ? "ignore" : "keep" };
    }),
    ubuntuCadence: operation(
      z.object({ hoursSinceStart: z.number(), halted: z.boolean().default(false) }),
      ({ hoursSinceStart, halted }) => ({
        percent: phasedPercent(hoursSinceStart * HOUR, halted),
      }),
    ),
  },
};
