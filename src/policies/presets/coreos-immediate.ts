import type { Preset } from "../preset.js";
import { coreosLocksmith } from "./coreos-locksmith.js";

/** Container Linux on its own: as under the lock, without the lock. */
export const coreosImmediate: Preset = {
  name: "coreos-immediate",
  doc: "CoreOS Container Linux with locksmith's default strategy `reboot`: as coreos-locksmith, but every host reboots at once when its image is written, without regard to the others.",
  source: "coreos/update_engine, coreos/locksmith",
  settings: {
    ...coreosLocksmith.settings,
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "none" } },
  },
  sources: {
    ...Object.fromEntries(
      Object.entries(coreosLocksmith.sources).filter(([path]) => !path.startsWith("/reboot/")),
    ),
    "/reboot/kind": "coreos/locksmith: strategy reboot is the default",
    "/reboot/delay": "coreos/locksmith locksmithctl/daemon.go: at once, unless a user is logged in",
    "/reboot/drain/kind": "coreos/bugs#1274: reboots without a drain",
  },
};
