import type { Preset } from "../preset.js";

/** Bottlerocket container instances outside Kubernetes, under the ECS updater. */
export const bottlerocket: Preset = {
  name: "bottlerocket",
  doc: "Bottlerocket by itself: waves over six days as the code has them, which let 40 % of the fleet in at one instant; the same canaries at every release; two image sets, one trial boot, marked good before any workload starts. A scheduled updater looks every 12 h, drains and reboots. A release that is withdrawn is taken back from hosts that have it.",
  source:
    "bottlerocket-os/bottlerocket-core-kit sources/updater, bottlerocket-os/bottlerocket-ecs-updater",
  settings: {
    offer: {
      kind: "waves",
      waves: "default",
      ramp: "as-coded",
      onWithdrawal: "recall",
      channel: "own",
    },
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "evict", timeout: "10m" } },
    health: { kind: "none" },
    operator: { kind: "on-call" },
    update: { kind: "ab", tries: 1, markGood: "0s", quarantine: false },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "12h",
      firstSpread: "0s",
      period: "12h",
      jitter: "0s",
      successAfterFallback: false,
    },
    runtime: { kind: "containerd" },
  },
  sources: {
    "/offer/waves":
      "bottlerocket-os/bottlerocket-core-kit sources/updater/waves/default-waves.toml",
    "/offer/ramp":
      "bottlerocket-os/bottlerocket-core-kit sources/updater/update_metadata/src/lib.rs: the multiplier is the seed itself",
    "/offer/onWithdrawal":
      "bottlerocket-os/bottlerocket-core-kit sources/updater/updog/src/main.rs: a lowered max_version takes hosts back",
    "/reboot/drain/timeout": "assumed: ECS drains the tasks of an instance before its update",
    "/operator/kind": "a person lowers max_version; lag and alarm assumed",
    "/update/tries": "bottlerocket-os/bottlerocket-core-kit sources/updater/signpost: tries_left 1",
    "/update/markGood":
      "bottlerocket-os/bottlerocket-core-kit mark-successful-boot.service: required by preconfigured.target, before any workload",
    "/update/quarantine":
      "bottlerocket-os/bottlerocket-core-kit sources/updater: nothing remembers what failed",
    "/agent/first": "assumed: as the period",
    "/agent/period": "bottlerocket-os/bottlerocket-ecs-updater: every 12 hours",
    "/agent/successAfterFallback":
      "bottlerocket-os/bottlerocket-core-kit: nothing is reported, true or false",
    "/runtime/kind": "bottlerocket-os/bottlerocket-core-kit: host-containerd and containerd",
  },
};
