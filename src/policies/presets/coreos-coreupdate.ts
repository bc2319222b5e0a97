import type { Preset } from "../preset.js";
import { coreosLocksmith } from "./coreos-locksmith.js";

/** Container Linux as the public update server rolled it out. */
export const coreosCoreupdate: Preset = {
  name: "coreos-coreupdate",
  doc: "As coreos-locksmith, with releases spread over two days by CoreUpdate: a host's turn comes from a hash of its machine id and the version, so that the canaries rotate.",
  source: "coreos/update_engine, coreos/locksmith; CoreUpdate itself at second hand",
  settings: {
    ...coreosLocksmith.settings,
    offer: { kind: "per-version-ramp", window: "48h", channel: "own" },
  },
  sources: {
    ...Object.fromEntries(
      Object.entries(coreosLocksmith.sources).filter(([path]) => !path.startsWith("/offer/")),
    ),
    "/offer/kind":
      "coreos/fedora-coreos-tracker#83, second hand: hash of machine id and new version against elapsed time over the window",
    "/offer/window":
      "coreos/fedora-coreos-tracker#83, second hand: 24 to 72 h; 48 h is the middle of it",
  },
};
