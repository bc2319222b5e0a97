import * as health from "./health/index.js";
import * as offer from "./offer/index.js";
import * as operator from "./operator/index.js";
import type { Part, PartRole } from "./part.js";
import type { Preset } from "./preset.js";
import * as presetFiles from "./presets/index.js";
import * as reboot from "./reboot/index.js";

/** Every part of a policy, by role and then by name. */
export const parts: Readonly<Record<PartRole, readonly Part[]>> = {
  offer: Object.values(offer),
  reboot: Object.values(reboot),
  health: Object.values(health),
  operator: Object.values(operator),
};

/** Every preset, by name. */
export const presets: readonly Preset[] = Object.values(presetFiles);
