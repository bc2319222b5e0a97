import type { Preset } from "../preset.js";

/** OpenShift's nodes: the cluster decides, one node of a pool at a time, and nothing counts boots. */
export const openshiftMco: Preset = {
  name: "openshift-mco",
  doc: "OpenShift with the Machine Config Operator: a pool sends its nodes off zone by zone, the oldest first, while none is unavailable. Drains are tried for ever; any node that is down or cordoned takes from the budget, whatever the reason. The image is an OSTree deployment whose boots nobody counts.",
  source: "openshift/machine-config-operator",
  settings: {
    offer: { kind: "channel", channel: "own" },
    reboot: { kind: "mco", maxUnavailable: 1, requeue: "5s", paused: false },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "ostree", quarantine: false },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "1m",
      firstSpread: "1m",
      period: "1m",
      jitter: "0s",
      successAfterFallback: false,
    },
    runtime: { kind: "containerd" },
  },
  sources: {
    "/offer/kind":
      "openshift/cluster-version-operator: an administrator takes a version from a channel; here as soon as it is there",
    "/reboot/maxUnavailable":
      "openshift/machine-config-operator pkg/controller/node/node_controller.go: 1 where spec.maxUnavailable is not set",
    "/reboot/requeue":
      "openshift/machine-config-operator pkg/controller/node/node_controller.go: updateDelay 5 s",
    "/reboot/paused": "openshift/machine-config-operator: spec.paused is false",
    "/update/kind":
      "openshift/machine-config-operator pkg/daemon: rpm-ostree, no boot counting; a node that does not come up waits for a person",
    "/update/quarantine":
      "openshift/machine-config-operator: the daemon keeps trying the configuration it is to have",
    "/agent/period": "assumed: a daemon that watches its node's annotations learns of it at once",
    "/agent/successAfterFallback":
      "openshift/machine-config-operator pkg/daemon: a node that runs another image than it should is Degraded",
    "/runtime/kind":
      "openshift/machine-config-operator: CRI-O, whose containers outlive it as containerd's do",
  },
};
