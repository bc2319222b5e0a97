import type { Preset } from "../preset.js";

/** Managed ChromeOS devices with a staging schedule. */
export const chromeos: Preset = {
  name: "chromeos",
  doc: "Managed ChromeOS: each device draws once how many days it waits after a release, two kernel slots with six trial boots, marked good 45 s after the updater starts; the device restarts when its update is ready (RebootAfterUpdate). Nobody but a person stops a release.",
  source: "platform/system/update_engine update_manager, chromiumos/platform2 installer",
  settings: {
    offer: {
      kind: "staged",
      schedule: [
        [2, 0],
        [7, 50],
        [9, 80],
        [14, 100],
      ],
      channel: "own",
    },
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "none" } },
    health: { kind: "none" },
    operator: { kind: "on-call" },
    update: { kind: "ab", tries: 6, markGood: "45s", quarantine: false },
    agent: {
      kind: "poll",
      first: "7m",
      firstSpread: "5m",
      period: "45m",
      jitter: "5m",
      backoff: true,
      successAfterFallback: true,
    },
  },
  sources: {
    "/offer/schedule":
      "platform/system/update_engine update_manager/staging_utils_unittest.cc; there is no default: without DeviceUpdateStagingSchedule nothing is staged",
    "/reboot/kind": "device policy RebootAfterUpdate",
    "/operator/kind": "a person stops the release at the server; lag and alarm assumed",
    "/update/tries": "chromiumos/platform2 installer/chromeos_postinst.cc: 6 tries",
    "/update/markGood":
      "platform/system/update_engine: boot flags are updated 45 s after the start",
    "/update/quarantine": "assumed, as coreos/update_engine, its fork",
    "/agent/first": "platform/system/update_engine update_manager: 7 min, fuzz 10 min in all",
    "/agent/firstSpread": "platform/system/update_engine update_manager: fuzz 10 min in all",
    "/agent/period": "platform/system/update_engine update_manager: 45 min, fuzz 10 min in all",
    "/agent/jitter": "platform/system/update_engine update_manager: fuzz 10 min in all",
    "/agent/backoff":
      "platform/system/update_engine payload_state.cc: up to 16 days with 12 h of fuzz, for full payloads",
    "/agent/successAfterFallback":
      "assumed, as coreos/update_engine, its fork: rebooted is reported as updated",
  },
};
