import type { Preset } from "../preset.js";

/** Rancher's clusters: a plan, and a job for each node. */
export const systemUpgradeController: Preset = {
  name: "system-upgrade-controller",
  doc: "Rancher's system-upgrade-controller with a plan that upgrades the packages of Ubuntu nodes, as its example does: the controller looks for a new version every 15 min, and a job drains, upgrades and reboots one node after the other in an order of its own for each version. A job that fails stops the plan: its node keeps its place and stays cordoned.",
  source: "rancher/system-upgrade-controller",
  settings: {
    offer: { kind: "channel", channel: "own" },
    reboot: {
      kind: "system-upgrade-controller",
      concurrency: 1,
      lockScope: "cluster",
      jobDeadline: "600s",
      jobTtl: "900s",
      polling: "10s",
      postCompleteDelay: "0s",
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "in-place", autoFix: false },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "15m",
      firstSpread: "15m",
      period: "15m",
      jitter: "0s",
      successAfterFallback: false,
    },
    runtime: { kind: "containerd" },
  },
  sources: {
    "/offer/channel": "rancher/system-upgrade-controller: spec.channel of the plan",
    "/reboot/concurrency": "rancher/system-upgrade-controller examples: concurrency 1",
    "/reboot/lockScope":
      "assumed: one plan for all nodes, as in rancher/system-upgrade-controller examples; k3s has one for servers and one for agents",
    "/reboot/jobDeadline":
      "rancher/system-upgrade-controller pkg/upgrade/job: defaultActiveDeadlineSeconds 600",
    "/reboot/jobTtl":
      "rancher/system-upgrade-controller pkg/upgrade/job: defaultTTLSecondsAfterFinished 900; then the plan makes the job anew (pkg/upgrade/handle_batch.go)",
    "/reboot/polling": "assumed: a job's end enqueues the plan at once",
    "/reboot/postCompleteDelay":
      "rancher/system-upgrade-controller: spec.postCompleteDelay is unset",
    "/update/kind":
      "rancher/system-upgrade-controller examples/ubuntu: apt in the node's root, then a reboot",
    "/update/autoFix":
      "rancher/system-upgrade-controller examples/ubuntu: the script mends nothing",
    "/agent/period":
      "rancher/system-upgrade-controller pkg/upgrade/plan/plan.go: defaultPollingInterval 15 min",
    "/runtime/kind": "assumed: containerd, as K3s and RKE2 ship it",
  },
};
