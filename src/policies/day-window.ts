import { isDayWindow, LAST_SECOND } from "./weekly-windows.js";
import { windowSetting } from "./window-schema.js";

/** The setting of the one window of kured and of the system-upgrade-controller: the whole week where nothing is said. */
export const dayWindow = () =>
  windowSetting(LAST_SECOND)
    .refine(isDayWindow, { error: "expected a length below 24h, or of 24h from 0:00" })
    .prefault({})
    .describe(
      "When a reboot may begin, the last second included. A window over midnight has each side on a day of its own: from 22:00 to 06:00 on Fridays is Friday before 06:00 and from 22:00 (kured --reboot-days, --start-time, --end-time, --time-zone). Default: always.",
    );
