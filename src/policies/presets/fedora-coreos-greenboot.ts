import type { Preset } from "../preset.js";
import { fedoraCoreos } from "./fedora-coreos.js";

/** Fedora CoreOS with the health checks that it does not ship. */
export const fedoraCoreosGreenboot: Preset = {
  name: "fedora-coreos-greenboot",
  doc: "Fedora CoreOS with greenboot: a new deployment has three boots to pass its required checks; each red one reboots, and when the counter is used up the old deployment comes back for good. A required check that fails for reasons of its own sends a good release back.",
  source: "fedora-iot/greenboot, coreos/fedora-coreos-tracker#47, coreos/zincati",
  settings: {
    ...fedoraCoreos.settings,
    update: {
      kind: "ostree",
      loader: "greenboot",
      tries: 3,
      markGoodRule: "commit",
      markGood: "30s",
      healthChecks: ["network", "runtime", "workload"],
      failedCheck: "reboot",
      quarantine: true,
    },
  },
  sources: {
    ...fedoraCoreos.sources,
    "/update/loader": "fedora-iot/greenboot grub2/08_greenboot",
    "/update/tries": "fedora-iot/greenboot: GREENBOOT_MAX_BOOT_ATTEMPTS 3",
    "/update/markGoodRule": "fedora-iot/greenboot: required.d before boot-complete.target",
    "/update/markGood": "assumed: how long the checks take",
    "/update/healthChecks": "assumed: what a user would check",
    "/update/failedCheck": "fedora-iot/greenboot: a red boot reboots",
  },
};
