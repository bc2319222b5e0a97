import type { Preset } from "../preset.js";
import { coreosImmediate } from "./coreos-immediate.js";

/** Flatcar as shipped: the groups of a Nebraska server, and reboots at once. */
export const flatcarNebraska: Preset = {
  name: "flatcar-nebraska",
  doc: "Flatcar Container Linux with a Nebraska server as shipped: 999,999 updates a minute and no safe mode, so everybody takes a release at once; A/B images by update_engine, one trial boot, marked good 45 s after userland, rebooted as soon as they are written. A fallback is reported as success and granted the same version again.",
  source: "flatcar/nebraska, flatcar/locksmith, coreos/update_engine",
  settings: {
    ...coreosImmediate.settings,
    offer: {
      kind: "nebraska",
      max: 999_999,
      period: "1m",
      timeout: "60m",
      safeMode: false,
      officeHours: false,
      timeZone: "",
      channel: "own",
    },
    update: { kind: "ab", tries: 1, markGood: "45s", quarantine: false },
  },
  sources: {
    ...Object.fromEntries(
      Object.entries(coreosImmediate.sources).filter(([path]) => !path.startsWith("/offer/")),
    ),
    "/offer/max":
      "flatcar/nebraska backend/pkg/api/db: the groups Alpha, Beta and Stable as shipped, policy_max_updates_per_period 999999",
    "/offer/period": "flatcar/nebraska backend/pkg/api/db: the groups as shipped, 1 minute",
    "/offer/timeout": "flatcar/nebraska backend/pkg/api/db: the groups as shipped, 60 minutes",
    "/offer/safeMode":
      "flatcar/nebraska backend/pkg/api/db: false in the groups as shipped, true by default of the column",
    "/offer/officeHours": "flatcar/nebraska backend/pkg/api/db: policy_office_hours false",
    "/reboot/kind": "flatcar/locksmith: strategy reboot is the default",
    "/update/quarantine": "flatcar/ue-rs#94: a version that failed is installed again",
  },
};
