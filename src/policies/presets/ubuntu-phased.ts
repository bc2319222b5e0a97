import type { Preset } from "../preset.js";
import { ubuntuUnattended } from "./ubuntu-unattended.js";

/** Ubuntu with the updates pocket, whose packages are phased. */
export const ubuntuPhased: Preset = {
  name: "ubuntu-phased",
  doc: "As ubuntu-unattended, from the -updates pocket: 10 % of the hosts may take a version at once and 10 % more every 6 h, in an order drawn anew for each version; a regression sets it to 0 %. Security updates are not phased.",
  source: "Debian/apt, ubuntu-archive-tools phased-updater, mvo5/unattended-upgrades",
  settings: {
    ...ubuntuUnattended.settings,
    offer: { kind: "phased", include: "phased", regressions: 1, channel: "earliest" },
  },
  sources: {
    ...Object.fromEntries(
      Object.entries(ubuntuUnattended.sources).filter(([path]) => !path.startsWith("/offer/")),
    ),
    "/offer/kind":
      "ubuntu-archive-tools phased-updater (StableReleaseUpdates/PhasedUpdates): 10 %, then 10 % more at each run of 6 h, second hand; Debian/apt apt-pkg/upgrade.cc for the draw",
    "/offer/include": "Debian/apt: neither Always- nor Never-Include-Phased-Updates is set",
    "/offer/regressions":
      "ubuntu-archive-tools phased-updater: a new crash signature stops the phasing, second hand",
    "/offer/channel": "an archive has no channels in the sense of CoreOS",
  },
};
