import type { Preset } from "../preset.js";

/** What a team would write today that has read the post-mortems: waves, gates on health, a lock that heeds it. */
export const canaryWaves: Preset = {
  name: "canary-waves",
  doc: "A good modern default on A/B images: canaries drawn anew for each release, exponential waves with a day of soak, gates on errors, silence and workload health, hosts ordered back when a wave fails, a tenth of the fleet out of service at most, drained within ten minutes, and no host that takes a release again that failed on it.",
  source:
    "no single system: Azure safe deployment and Gandalf (NSDI'20), hawkBit's thresholds, OpenShift's maxUnavailable, and what users ask for in coreos/fedora-coreos-tracker#47, flatcar/nebraska#427 and Azure/AKS#5338",
  settings: {
    offer: {
      kind: "canary-waves",
      waves: ["1%", "5%", "25%", "100%"],
      soak: "24h",
      successes: "90%",
      failures: "2%",
      troubles: "2%",
      silence: "6h",
      onFailure: "recall",
      rank: "release",
      channel: "own",
    },
    reboot: {
      kind: "max-unavailable",
      max: "10%",
      drain: { kind: "evict", timeout: "10m", atTimeout: "reboot" },
    },
    health: { kind: "halt-on-silence", after: "6h", hosts: 5, action: "halt" },
    operator: { kind: "on-call", failures: 3, troubles: 3, lag: "30m", unlockAfter: "24h" },
    update: { kind: "ab", quarantine: true },
    agent: { kind: "poll", successAfterFallback: false },
  },
  sources: {
    "/offer/waves":
      "assumed: 1, 5, 25 and 100 %, the exponential shape of staged regions in Azure's safe deployment (NSDI'20)",
    "/offer/soak": "assumed: a day, so that each wave meets every hour of the day once",
    "/offer/onFailure":
      "what coreos/fedora-coreos-tracker#47 and bottlerocket-os/bottlerocket-update-operator#590 ask for",
    "/offer/rank":
      "Debian/apt apt-pkg/depcache.cc: canaries drawn per version, so that they rotate",
    "/reboot/max": "assumed: a tenth of the group",
    "/reboot/drain/timeout":
      "a bounded drain, as kubereboot/kured#63 and openshift/machine-config-operator#1578 ask for",
    "/operator/lag": "assumed",
    "/operator/unlockAfter": "a dead holder freed by hand, as coreos/locksmith#58 asks for",
    "/update/quarantine":
      "what flatcar/ue-rs#94 and siderolabs/omni#1552 lack: a host remembers what failed on it",
    "/agent/successAfterFallback":
      "what coreos/bugs#327 lacks: a fallback is reported as a failure",
  },
};
