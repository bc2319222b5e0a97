import type { Preset } from "../preset.js";

/** Flatcar nodes of a Kubernetes cluster whose reboots an operator coordinates. */
export const flatcarFluo: Preset = {
  name: "flatcar-fluo",
  doc: "Flatcar Container Linux in Kubernetes with the Flatcar Linux Update Operator: A/B images by update_engine, one trial boot, marked good 45 s after userland, and an operator that drains and reboots one node at a time in the order of the node list. It waits for a node that does not come back for ever, and reboots a node whose drain failed.",
  source: "flatcar/flatcar-linux-update-operator, coreos/update_engine",
  settings: {
    offer: { kind: "channel", channel: "own" },
    reboot: {
      kind: "fluo",
      maxRebootingNodes: 1,
      lockScope: "cluster",
      reconcile: "30s",
      agentPoll: "10s",
      drainTimeout: "600s",
      windows: [],
      paused: false,
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "ab", tries: 1, markGood: "45s" },
    agent: {
      kind: "poll",
      first: "7m",
      firstSpread: "5m",
      period: "45m",
      jitter: "5m",
      successAfterFallback: true,
    },
    runtime: { kind: "containerd" },
  },
  sources: {
    "/offer/kind": "flatcar/nebraska: the public channels alpha, beta and stable",
    "/reboot/maxRebootingNodes":
      "flatcar/flatcar-linux-update-operator pkg/operator/operator.go: defaultMaxRebootingNodes 1",
    "/reboot/lockScope":
      "flatcar/flatcar-linux-update-operator pkg/operator/operator.go: one leader, all nodes",
    "/reboot/reconcile":
      "flatcar/flatcar-linux-update-operator pkg/operator/operator.go: defaultReconciliationPeriod 30 s",
    "/reboot/agentPoll":
      "flatcar/flatcar-linux-update-operator pkg/agent/agent.go: defaultPollInterval 10 s",
    "/reboot/drainTimeout":
      "flatcar/flatcar-linux-update-operator cmd/update-agent: --grace-period 600; errors are logged and the reboot goes ahead (flatcar/flatcar-linux-update-operator#188)",
    "/reboot/windows": "flatcar/flatcar-linux-update-operator: --reboot-window-start is empty",
    "/reboot/paused":
      "flatcar/flatcar-linux-update-operator: the annotation reboot-paused is set by people only",
    "/update/tries": "coreos/update_engine, coreos-postinst: tries=1",
    "/update/markGood": "coreos/update_engine src/update_engine/main.cc: 45 s after its start",
    "/agent/first":
      "coreos/update_engine src/update_engine/update_check_scheduler.cc: 7 min ± 5 min",
    "/agent/firstSpread": "coreos/update_engine src/update_engine/update_check_scheduler.cc",
    "/agent/period":
      "coreos/update_engine src/update_engine/update_check_scheduler.cc: 45 min ± 5 min",
    "/agent/jitter": "coreos/update_engine src/update_engine/update_check_scheduler.cc",
    "/agent/successAfterFallback":
      "coreos/update_engine omaha_request_action.cc; coreos/bugs#327: rebooted is reported as updated",
    "/runtime/kind": "assumed: containerd, as in most clusters of today",
  },
};
