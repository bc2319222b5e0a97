import type { Preset } from "../preset.js";

/** Android's A/B updates: seamless installation, seven trial boots, verified images. */
export const androidAb: Preset = {
  name: "android-ab",
  doc: "Android with A/B updates and Verified Boot: images are written to the passive slot, a device reboots when it is let, a new slot has seven trial boots, and one that fails verification is unbootable at once. A check every five hours, waits of up to 26 hours after errors.",
  source:
    "AOSP external/avb libavb_ab, system/update_engine; reboots stand for those of an unattended device",
  settings: {
    offer: { kind: "linear-ramp", duration: "48h", startShare: "1%", rank: "host" },
    reboot: {
      kind: "immediate",
      delay: "0s",
      windows: [{ start: "02:00", length: "2h" }],
      drain: { kind: "none" },
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "ab", loader: "avb", tries: 7, markGoodRule: "unit", markGood: "0s" },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "5m",
      firstSpread: "1m",
      period: "5h",
      jitter: "30m",
      successAfterFallback: false,
    },
  },
  sources: {
    "/offer/duration": "assumed: the server side is not public",
    "/offer/startShare": "assumed: the server side is not public",
    "/reboot/windows": "assumed: unattended devices reboot at night",
    "/update/loader": "AOSP external/avb libavb_ab/avb_ab_flow.c",
    "/update/tries": "AOSP external/avb libavb_ab: AVB_AB_MAX_TRIES_REMAINING 7",
    "/update/markGoodRule":
      "AOSP system/update_engine: update_verifier marks the slot once it has booted",
    "/agent/period": "AOSP system/update_engine: the updater variant checks every 5 h",
    "/agent/successAfterFallback": "assumed: the updater compares slots after the reboot",
  },
};
