import type { Preset } from "../preset.js";
import { fedoraCoreos } from "./fedora-coreos.js";

/** Fedora CoreOS in a cluster: reboots one at a time, under airlock's slots. */
export const fedoraCoreosFleetLock: Preset = {
  name: "fedora-coreos-fleet-lock",
  doc: "Fedora CoreOS with Zincati's strategy fleet_lock and airlock: as fedora-coreos, but one host at a time reboots, holding a slot that only its own agent gives back. A host that does not come back keeps it, and the others wait until a person deletes it from etcd.",
  source: "coreos/zincati, coreos/airlock, coreos/fedora-coreos-cincinnati",
  settings: {
    ...fedoraCoreos.settings,
    reboot: {
      kind: "fleet-lock",
      slots: 1,
      lockScope: "group",
      loggedIn: "0%",
      drain: { kind: "none" },
    },
  },
  sources: {
    ...fedoraCoreos.sources,
    "/reboot/kind": "coreos/zincati src/strategy/fleet_lock.rs; asks every 300 s and up to 10 %",
    "/reboot/slots": "coreos/airlock internal/config/settings.go: 1 slot, written once (#81)",
    "/reboot/lockScope": "coreos/airlock: slots for each lock group, which hosts name themselves",
    "/reboot/loggedIn":
      "assumed: nobody is logged in; who is delays the reboot by up to 10 min, with the slot taken (coreos/zincati#756)",
    "/reboot/drain/kind": "coreos/zincati: reboots without a drain",
  },
};
