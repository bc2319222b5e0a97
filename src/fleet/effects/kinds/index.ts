import type { EffectKind } from "../effects.js";
import {
  evictionsRefused,
  lockForgets,
  lockHeld,
  needlessHalt,
  nobodyAwake,
  offeredToAll,
  splitLeader,
} from "./control.js";
import type { EffectHandler } from "./handler.js";
import { cut, routesLost } from "./links.js";
import { crashAfterBoot, hostCrash, powerLoss, slotRot, wrongSlot } from "./power.js";
import { bridgeBroken, containerCrash, runtimeCrash } from "./runtime.js";
import { pollStorm, serverDown, serverSlow } from "./server.js";

/** The effects that change something when they begin or end; the others are asked about where they matter. */
export const effectHandlers: { readonly [K in EffectKind]?: EffectHandler } = {
  "bridge-broken": bridgeBroken,
  "container-crash": containerCrash,
  "crash-after-boot": crashAfterBoot,
  cut,
  "evictions-refused": evictionsRefused,
  "host-crash": hostCrash,
  "lock-forgets": lockForgets,
  "lock-held": lockHeld,
  "needless-halt": needlessHalt,
  "nobody-awake": nobodyAwake,
  "offered-to-all": offeredToAll,
  "poll-storm": pollStorm,
  "power-loss": powerLoss,
  "routes-lost": routesLost,
  "runtime-crash": runtimeCrash,
  "server-down": serverDown,
  "server-slow": serverSlow,
  "slot-rot": slotRot,
  "split-leader": splitLeader,
  "wrong-slot": wrongSlot,
};
