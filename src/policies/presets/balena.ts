import type { Preset } from "../preset.js";

/** Devices with balenaOS under balenaCloud. */
export const balena: Preset = {
  name: "balena",
  doc: "balenaOS updated by its supervisor: the target state is fetched every 15 to 16 minutes, the other root partition is written and booted, unless an application holds the update lock. The loader goes back from a system that does not reach userland; one that does is tested every minute for a quarter of an hour, and sent back when the engine or the network still does not work.",
  source: "balena-os/balena-supervisor, balena-os/meta-balena",
  settings: {
    offer: { kind: "channel", channel: "own" },
    reboot: {
      kind: "immediate",
      delay: "0s",
      locked: "0%",
      lockedFor: "24h",
      drain: { kind: "none" },
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "ab", tries: 1, markGood: "0s", quarantine: true },
    agent: {
      kind: "poll",
      protocol: "balena",
      first: "0s",
      firstSpread: "0s",
      period: "930s",
      jitter: "30s",
      successAfterFallback: false,
    },
    runtime: { kind: "docker", liveRestore: false },
  },
  sources: {
    "/offer/kind":
      "balena-os/balena-supervisor: a device takes the target state as soon as it has fetched it; spreading releases is left to pinning by hand",
    "/reboot/delay": "balena-os/meta-balena: the host reboots at the end of its update",
    "/reboot/locked":
      "balena-os/balena-supervisor src/lib/update-lock.ts: an application that must not be disturbed takes the lock; none does by default",
    "/reboot/lockedFor": "assumed: a person overrides the lock within a day",
    "/reboot/drain/kind": "a device has nowhere to drain to",
    "/operator/kind": "a person pins devices to the older release; lag not documented",
    "/update/tries":
      "balena-os/meta-balena docs/rollbacks.md: a bootcount higher than 1 boots the previous root",
    "/update/markGood":
      "balena-os/meta-balena docs/rollbacks.md: userland resets the bootcount; the tests after it are part of the protocol",
    "/update/quarantine":
      "balena-os/meta-balena docs/rollbacks.md: a host that went back stays there until a person tries again",
    "/agent/protocol":
      "balena-os/balena-supervisor src/api-binder/poll.ts: min(poll interval, 15 s doubled at each failed fetch); balena-os/meta-balena docs/rollbacks.md: tests every minute for 15 minutes",
    "/agent/first": "balena-os/balena-supervisor src/api-binder/poll.ts: instantUpdates is on",
    "/agent/firstSpread": "balena-os/balena-supervisor src/api-binder/poll.ts",
    "/agent/period":
      "balena-os/balena-supervisor src/config/schema-type.ts: appUpdatePollInterval 900 s, and up to 60 s more",
    "/agent/jitter": "balena-os/balena-supervisor src/lib/constants.ts: maxApiJitterDelay 60 s",
    "/agent/successAfterFallback":
      "balena-os/balena-supervisor: the version that runs is reported, whatever was asked for",
    "/runtime/kind": "balena-os/balena-engine: a fork of moby",
    "/runtime/liveRestore": "moby/moby: live-restore is off by default",
  },
};
