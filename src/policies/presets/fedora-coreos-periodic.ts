import type { Preset } from "../preset.js";
import { fedoraCoreos } from "./fedora-coreos.js";

/** Fedora CoreOS with a maintenance window: all hosts that wait reboot when it opens. */
export const fedoraCoreosPeriodic: Preset = {
  name: "fedora-coreos-periodic",
  doc: "Fedora CoreOS with Zincati's strategy periodic: as fedora-coreos, but a host that has its deployment staged waits for one of three windows a week, and then all of them reboot within minutes of each other.",
  source: "coreos/zincati, coreos/fedora-coreos-cincinnati",
  settings: {
    ...fedoraCoreos.settings,
    reboot: {
      kind: "periodic",
      windows: [
        { days: ["sat", "sun"], start: "23:30", length: "60m" },
        { days: ["wed"], start: "01:00", length: "30m" },
      ],
      timeZone: "UTC",
      loggedIn: "0%",
      drain: { kind: "none" },
    },
  },
  sources: {
    ...fedoraCoreos.sources,
    "/reboot/kind": "coreos/zincati src/strategy/periodic.rs",
    "/reboot/windows": "coreos/zincati docs/usage/updates-strategy.md: the example there",
    "/reboot/timeZone": "coreos/zincati src/strategy/periodic.rs: UTC unless a zone is named",
    "/reboot/loggedIn":
      "assumed: nobody is logged in; who is delays the reboot by up to 10 min (coreos/zincati)",
    "/reboot/drain/kind": "coreos/zincati: reboots without a drain",
  },
};
