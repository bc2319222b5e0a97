import type { Preset } from "../preset.js";

/** Devices under a hawkBit server, with RAUC and U-Boot on them. */
export const hawkbit: Preset = {
  name: "hawkbit",
  doc: "Eclipse hawkBit with RAUC devices: rollout groups, each started when half of the one before has succeeded, paused when more than half of one has failed. Devices report success once the image is installed, before they have booted it, so a fallback counts as a success; they do not try again. There is no time limit, so a device that is away holds its group open.",
  source: "eclipse-hawkbit/hawkbit, rauc/rauc, rauc/rauc-hawkbit-updater",
  settings: {
    offer: {
      kind: "rollout-groups",
      groups: 5,
      success: 50,
      error: 50,
      successAction: "next-group",
      resumeAfter: "never",
      rank: "host",
      channel: "own",
    },
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "none" } },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: {
      kind: "ab",
      loader: "uboot",
      tries: 3,
      markGoodRule: "unit",
      markGood: "0s",
      quarantine: true,
    },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "0s",
      firstSpread: "0s",
      period: "5m",
      jitter: "0s",
      successAfterFallback: true,
    },
  },
  sources: {
    "/offer/groups": "assumed: hawkBit has no default number of groups",
    "/offer/success": "eclipse-hawkbit/hawkbit: success threshold 50 %",
    "/offer/error": "eclipse-hawkbit/hawkbit: error threshold 50 %",
    "/offer/successAction":
      "eclipse-hawkbit/hawkbit RolloutGroup: NEXTGROUP is the default success action",
    "/offer/resumeAfter": "eclipse-hawkbit/hawkbit: a paused rollout waits for a person",
    "/offer/rank": "hawkBit fills groups in the order of the target list, second hand",
    "/reboot/kind":
      "rauc/rauc-hawkbit-updater: post_update_reboot, off by default and here on: without it somebody else reboots",
    "/update/loader": "rauc/rauc contrib/uboot.sh, one of the loaders that RAUC supports",
    "/update/markGoodRule": "rauc/rauc: rauc-mark-good.service",
    "/update/tries": "rauc/rauc contrib/uboot.sh: BOOT_x_LEFT=3",
    "/update/markGood":
      "rauc/rauc: rauc-mark-good.service once the system is up; what it waits for is the user's",
    "/update/quarantine":
      "eclipse-hawkbit/hawkbit: an action that ended in error is over and not offered again",
    "/agent/first": "rauc/rauc-hawkbit-updater: asks at its start",
    "/agent/period": "eclipse-hawkbit/hawkbit: hawkbit.controller.pollingTime 00:05:00",
    "/agent/successAfterFallback":
      "rauc/rauc-hawkbit-updater: success is reported when the bundle is installed, before the reboot",
  },
};
