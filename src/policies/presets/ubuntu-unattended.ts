import type { Preset } from "../preset.js";

/** Ubuntu as shipped: packages in place, every day, and reboots left to people. */
export const ubuntuUnattended: Preset = {
  name: "ubuntu-unattended",
  doc: "Ubuntu with unattended-upgrades: packages are replaced under the running system every morning, as soon as they are in the archive and without phasing (as from the security pocket). Upgrading the container daemon restarts it, and its containers with it. No host reboots by itself, and nothing goes back by itself.",
  source:
    'Debian/apt, mvo5/unattended-upgrades, moby/moby; reboot: { kind: immediate } stands for Automatic-Reboot "true"',
  settings: {
    offer: { kind: "channel", channel: "earliest" },
    reboot: { kind: "manual" },
    health: { kind: "none" },
    operator: { kind: "none" },
    update: { kind: "in-place", autoFix: true },
    agent: { kind: "daily", at: "06:00", jitter: "60m", successAfterFallback: false },
    runtime: { kind: "docker", liveRestore: false },
  },
  sources: {
    "/offer/channel":
      "an archive has no channels in the sense of CoreOS; the security pocket is never phased (Debian/apt apt-pkg/depcache.cc)",
    "/reboot/kind": 'mvo5/unattended-upgrades data/50unattended-upgrades: Automatic-Reboot "false"',
    "/update/autoFix": 'mvo5/unattended-upgrades: AutoFixInterruptedDpkg "true"',
    "/agent/at": "Debian/apt apt-daily-upgrade.timer: OnCalendar 6:00",
    "/agent/jitter": "Debian/apt apt-daily-upgrade.timer: RandomizedDelaySec 60m",
    "/runtime/liveRestore": "moby/moby: live-restore is off by default",
  },
};
