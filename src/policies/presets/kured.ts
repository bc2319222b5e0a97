import type { Preset } from "../preset.js";

/** Ubuntu nodes of a Kubernetes cluster with kured: packages in place, reboots one at a time, drained. */
export const kured: Preset = {
  name: "kured",
  doc: "Kubernetes nodes on Ubuntu with unattended-upgrades and kured as shipped: packages are replaced in place every morning; each node looks once an hour whether it may reboot, one at a time, by a lock without a time to live. Drains take as long as they take, no alert blocks, and a node that does not come back keeps the lock for ever.",
  source: "kubereboot/kured, Debian/apt, mvo5/unattended-upgrades",
  settings: {
    offer: { kind: "channel", channel: "earliest" },
    reboot: {
      kind: "kured",
      concurrency: 1,
      lockScope: "cluster",
      period: "60m",
      lockTtl: "never",
      lockReleaseDelay: "0s",
      drainTimeout: "never",
      forceReboot: false,
      blockedAbove: null,
    },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "in-place", autoFix: true },
    agent: { kind: "daily", at: "06:00", jitter: "60m", successAfterFallback: false },
    runtime: { kind: "containerd" },
  },
  sources: {
    "/offer/channel":
      "an archive has no channels in the sense of CoreOS; the security pocket is never phased (Debian/apt apt-pkg/depcache.cc)",
    "/reboot/concurrency": "kubereboot/kured cmd/kured/main.go: --concurrency 1",
    "/reboot/lockScope": "kubereboot/kured pkg/daemonsetlock: an annotation of the one DaemonSet",
    "/reboot/period": "kubereboot/kured cmd/kured/main.go: --period 1h",
    "/reboot/lockTtl":
      "kubereboot/kured cmd/kured/main.go: --lock-ttl 0, never; stored in the lock when it is taken (kubereboot/kured#822)",
    "/reboot/lockReleaseDelay": "kubereboot/kured cmd/kured/main.go: --lock-release-delay 0",
    "/reboot/drainTimeout":
      "kubereboot/kured cmd/kured/main.go: --drain-timeout 0, without end (kubereboot/kured#63)",
    "/reboot/forceReboot": "kubereboot/kured cmd/kured/main.go: --force-reboot false",
    "/reboot/blockedAbove": "kubereboot/kured cmd/kured/main.go: --prometheus-url is empty",
    "/update/autoFix": 'mvo5/unattended-upgrades: AutoFixInterruptedDpkg "true"',
    "/agent/at": "Debian/apt apt-daily-upgrade.timer: OnCalendar 6:00",
    "/agent/jitter": "Debian/apt apt-daily-upgrade.timer: RandomizedDelaySec 60m",
    "/runtime/kind": "assumed: containerd, as in most clusters of today",
  },
};
