import type { Preset } from "../preset.js";

/** Container Linux in a cluster: A/B images and reboots one at a time under etcd's lock. */
export const coreosLocksmith: Preset = {
  name: "coreos-locksmith",
  doc: "CoreOS Container Linux with update_engine and locksmith's etcd-lock: images go to the passive slot, one trial boot, marked good 45 s after userland whatever the workload does, one reboot at a time without drain. The lock is given back whatever slot booted, and a fallback is reported as success.",
  source: "coreos/update_engine, coreos/locksmith, coreos/grub",
  settings: {
    offer: { kind: "channel", channel: "own" },
    reboot: {
      kind: "locksmith",
      strategy: "etcd-lock",
      max: 1,
      lockScope: "cluster",
      recheckWindow: false,
      logins: "0%",
      drain: { kind: "none" },
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
    runtime: { kind: "docker", liveRestore: false },
  },
  sources: {
    "/offer/kind":
      "coreos/manifest: alpha, beta and stable. That the public server also spread a release over 24 to 72 h is known at second hand only (coreos/fedora-coreos-tracker#83) and left out, to CoreOS's disadvantage",
    "/reboot/strategy":
      "coreos/locksmith locksmithctl/daemon.go: etcd-lock, with its back-off of 10 s to 300 s; it unlocks what it holds 5 s after its start",
    "/reboot/max":
      "coreos/locksmith lock/semaphore.go: max 1; locks neither expire nor know whether their holder lives",
    "/reboot/lockScope":
      "coreos/locksmith: --group is empty, one semaphore for all hosts of an etcd cluster",
    "/reboot/logins":
      "assumed: nobody is logged in; who is delays the reboot by 5 min (coreos/locksmith locksmithctl/daemon.go)",
    "/reboot/recheckWindow":
      "coreos/bugs#1886: the window is looked at before the wait for the lock",
    "/reboot/drain/kind": "coreos/bugs#1274: reboots without a drain",
    "/health/kind": "no health gate: coreos/bugs#262",
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
    "/runtime/liveRestore": "moby/moby: live-restore is off by default",
  },
};
