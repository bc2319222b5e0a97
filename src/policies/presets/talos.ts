import type { Preset } from "../preset.js";

/** Talos Linux under Omni: A/B boot entries, and a manager that tries again. */
export const talos: Preset = {
  name: "talos",
  doc: "Talos Linux upgraded by a manager, one node at a time after a drain. A new boot entry has one trial, which ends well when machined is up, whatever becomes of the workload. After a fallback the manager issues the upgrade again, and the installer writes beside the last upgrade: over the only good entry.",
  source: "siderolabs/talos, siderolabs/omni#1552",
  settings: {
    offer: { kind: "all-at-once" },
    reboot: {
      kind: "max-unavailable",
      max: 1,
      lockScope: "cluster",
      drain: { kind: "evict", timeout: "5m", atTimeout: "reboot" },
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: {
      kind: "ab",
      loader: "gptprio",
      tries: 1,
      markGoodRule: "unit",
      markGood: "30s",
      installTarget: "upgraded",
      quarantine: false,
    },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "2m",
      firstSpread: "1m",
      period: "5m",
      jitter: "1m",
      successAfterFallback: false,
    },
  },
  sources: {
    "/reboot/max": "siderolabs/omni: machines are upgraded one by one",
    "/reboot/lockScope": "siderolabs/omni: one by one in the whole cluster",
    "/reboot/drain/timeout": "siderolabs/talos#9882: drains are bounded; the length is assumed",
    "/update/tries": "siderolabs/talos: the upgrade tag in META is good for one boot",
    "/update/markGoodRule":
      "siderolabs/talos: the tag is dropped once machined is running and ready",
    "/update/markGood": "assumed: machined is ready half a minute after userland",
    "/update/installTarget":
      "siderolabs/omni#1552: the second attempt overwrites the only good slot",
    "/update/quarantine": "siderolabs/omni#1552: the upgrade is issued again after a fallback",
    "/agent/period": "assumed: how often the manager looks",
  },
};
