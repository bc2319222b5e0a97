import type { Preset } from "../preset.js";

/** Devices with Mender's client and an A/B root file system. */
export const mender: Preset = {
  name: "mender",
  doc: "Mender with its rootfs-image module: every device of a deployment asks within half an hour, writes the other partition, reboots at once, and commits once it has told the server so. A device that cannot tell it for 36 minutes, loses power before the commit, or finds that its boot loader went back, rolls back and reports a failure; for that device the deployment is then over. Nobody stops a deployment but a person.",
  source: "mendersoftware/mender",
  settings: {
    offer: { kind: "channel", channel: "own" },
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "none" } },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "ab", tries: 1, markGood: "10s", quarantine: true },
    agent: {
      kind: "poll",
      protocol: "mender",
      first: "0s",
      firstSpread: "0s",
      period: "1800s",
      jitter: "0s",
      successAfterFallback: false,
    },
  },
  sources: {
    "/offer/kind":
      "mendersoftware/mender: a deployment has no phases unless the (enterprise) server is given some; order of request known at second hand",
    "/reboot/kind":
      "mendersoftware/mender src/mender-update/daemon/state_machine/state_machine.cpp: ArtifactReboot follows ArtifactInstall at once",
    "/reboot/drain/kind": "mendersoftware/mender: state scripts may do it, none do by default",
    "/operator/kind": "a person aborts a deployment by hand; how long that takes is not documented",
    "/update/tries": "mendersoftware/meta-mender, U-Boot integration: bootlimit=1",
    "/update/markGood":
      "assumed: from the end of the boot to the commit, with no commit scripts to wait for",
    "/update/quarantine":
      "mendersoftware/mender: a deployment that a device reported as failed is over for it; a new one is a person's decision",
    "/agent/protocol":
      "mendersoftware/mender tests/src/mender-update/daemon/state_test.cpp: what follows a power loss or an error in each state",
    "/agent/first":
      "mendersoftware/mender src/mender-update/daemon/state_machine/state_machine.cpp: polls once as it starts",
    "/agent/firstSpread":
      "mendersoftware/mender src/mender-update/daemon/state_machine/state_machine.cpp: no jitter",
    "/agent/period":
      "mendersoftware/mender src/client_shared/conf: update_poll_interval_seconds = 1800",
    "/agent/jitter": "mendersoftware/mender src/mender-update/daemon/states.cpp: no jitter",
    "/agent/successAfterFallback":
      "mendersoftware/mender#97: early clients reported nothing, today's report the rollback as a failure",
  },
};
