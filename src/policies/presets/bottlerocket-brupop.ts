import type { Preset } from "../preset.js";

/** Bottlerocket nodes of a Kubernetes cluster under their update operator. */
export const bottlerocketBrupop: Preset = {
  name: "bottlerocket-brupop",
  doc: "Bottlerocket in Kubernetes with its update operator: two image sets, one trial boot, marked good before the kubelet starts, and a controller that works on one node at a time, the one with the fewest crashes first. A node that falls back is tried again after 2, 4, 8 … minutes, up to a day; one that does not come back keeps its place for ever, for no time-out is enforced.",
  source:
    "bottlerocket-os/bottlerocket-update-operator, bottlerocket-os/bottlerocket-core-kit sources/updater",
  settings: {
    offer: {
      kind: "waves",
      waves: "default",
      ramp: "as-coded",
      onWithdrawal: "recall",
      channel: "own",
    },
    reboot: {
      kind: "brupop",
      maxConcurrentUpdates: 1,
      lockScope: "cluster",
      action: "2s",
      retryLimit: "24h",
      enforceTimeouts: false,
      timeouts: "1740s",
      windows: [],
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "ab", tries: 1, markGood: "0s", quarantine: false },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "2m",
      firstSpread: "2m",
      period: "2m",
      jitter: "0s",
      successAfterFallback: false,
    },
    runtime: { kind: "containerd" },
  },
  sources: {
    "/offer/waves":
      "bottlerocket-os/bottlerocket-core-kit sources/updater/waves/default-waves.toml; brupop's agent takes what the host's own updater offers",
    "/offer/ramp":
      "bottlerocket-os/bottlerocket-core-kit sources/updater/update_metadata/src/lib.rs: the multiplier is the seed itself",
    "/offer/onWithdrawal": "bottlerocket-os/bottlerocket-core-kit sources/updater: max_version",
    "/reboot/maxConcurrentUpdates":
      "bottlerocket-os/bottlerocket-update-operator: MAX_CONCURRENT_UPDATE 1",
    "/reboot/lockScope":
      "bottlerocket-os/bottlerocket-update-operator controller/src/controller.rs: one controller, all nodes",
    "/reboot/action":
      "bottlerocket-os/bottlerocket-update-operator controller/src/controller.rs: ACTION_INTERVAL 2 s",
    "/reboot/retryLimit":
      "bottlerocket-os/bottlerocket-update-operator controller/src/statemachine.rs: RETRY_MAX_DELAY_IN_MINUTES 24 * 60",
    "/reboot/enforceTimeouts":
      "bottlerocket-os/bottlerocket-update-operator controller/src/controller.rs: time-outs are declared, nothing reads them (bottlerocket-os/bottlerocket-update-operator#650)",
    "/reboot/timeouts":
      "bottlerocket-os/bottlerocket-update-operator models/src/node: 720, 600, 300 and 120 s",
    "/reboot/windows":
      "bottlerocket-os/bottlerocket-update-operator: scheduler_cron_expression is all stars",
    "/update/tries": "bottlerocket-os/bottlerocket-core-kit sources/updater/signpost: tries_left 1",
    "/update/markGood":
      "bottlerocket-os/bottlerocket-core-kit mark-successful-boot.service: required by preconfigured.target, before the kubelet",
    "/update/quarantine":
      "bottlerocket-os/bottlerocket-update-operator#123: a node that fell back takes the same version again",
    "/agent/period": "bottlerocket-os/bottlerocket-update-operator agent: 2 min",
    "/agent/successAfterFallback":
      "bottlerocket-os/bottlerocket-update-operator models: a node on the old version goes to ErrorReset",
    "/runtime/kind": "bottlerocket-os/bottlerocket-core-kit: host-containerd and containerd",
  },
};
