import type { Preset } from "../preset.js";
import { ubuntuUnattended } from "./ubuntu-unattended.js";

/** Ubuntu that reboots by itself when an update asks for it. */
export const ubuntuUnattendedReboot: Preset = {
  name: "ubuntu-unattended-reboot",
  doc: 'As ubuntu-unattended with Automatic-Reboot "true": a host whose update needs a reboot reboots as soon as it is installed, without a drain and without regard to the others. Updates from the security pocket reach every host the same morning, so a bad kernel does too.',
  source:
    "Debian/apt, mvo5/unattended-upgrades, moby/moby; LWN 899420 for what it did in June 2022",
  settings: {
    ...ubuntuUnattended.settings,
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "none" } },
  },
  sources: {
    ...Object.fromEntries(
      Object.entries(ubuntuUnattended.sources).filter(([path]) => !path.startsWith("/reboot/")),
    ),
    "/reboot/kind":
      'mvo5/unattended-upgrades data/50unattended-upgrades: Automatic-Reboot, here "true"; WithUsers true',
    "/reboot/delay":
      'mvo5/unattended-upgrades data/50unattended-upgrades: Automatic-Reboot-Time "now"',
    "/reboot/drain/kind": "mvo5/unattended-upgrades: shutdown, nothing is drained",
  },
};
