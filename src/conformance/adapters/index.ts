import type { Adapter } from "../adapter.js";
import { aptPhasing } from "./apt.js";
import { bottlerocketVersion, bottlerocketWaves } from "./bottlerocket.js";
import { greenbootAdapter, raucUboot, systemdBootCount } from "./boot-counters.js";
import { brupopBackOff } from "./brupop.js";
import { chromeosStaging } from "./chromeos.js";
import { cincinnatiGraph, cincinnatiThrottle, cincinnatiWariness } from "./cincinnati.js";
import { airlock, fleetlock } from "./fleetlock.js";
import { fluoOperator } from "./fluo.js";
import { hawkbitRollout, hawkbitThreshold } from "./hawkbit.js";
import { k8sEviction, k8sPdb, k8sRollout } from "./kubernetes.js";
import { kuredLock, kuredWindow } from "./kured.js";
import {
  avbAb,
  cgptNext,
  cgptPrioritize,
  gptprioAdapter,
  updateEngineMarkGood,
} from "./loaders.js";
import { locksmithBackOff, locksmithSemaphore, locksmithWindow } from "./locksmith.js";
import { mco } from "./mco.js";
import { menderBackOff, menderFsm } from "./mender.js";
import { nebraskaFloors, nebraskaPolicy } from "./nebraska.js";
import { updateEngineBackOff, updateEngineDelta, updateEngineSchedule } from "./update-engine.js";
import { zincatiMachine, zincatiStrategy, zincatiWindow } from "./zincati.js";

/** Every adapter: one for each family of vectors. */
export const adapters: readonly Adapter[] = [
  airlock,
  aptPhasing,
  avbAb,
  bottlerocketVersion,
  bottlerocketWaves,
  brupopBackOff,
  cgptNext,
  cgptPrioritize,
  chromeosStaging,
  cincinnatiGraph,
  cincinnatiThrottle,
  cincinnatiWariness,
  fleetlock,
  fluoOperator,
  gptprioAdapter,
  greenbootAdapter,
  hawkbitRollout,
  hawkbitThreshold,
  k8sEviction,
  k8sPdb,
  k8sRollout,
  kuredLock,
  kuredWindow,
  locksmithBackOff,
  locksmithSemaphore,
  locksmithWindow,
  mco,
  menderBackOff,
  menderFsm,
  nebraskaFloors,
  nebraskaPolicy,
  raucUboot,
  systemdBootCount,
  updateEngineBackOff,
  updateEngineDelta,
  updateEngineMarkGood,
  updateEngineSchedule,
  zincatiMachine,
  zincatiStrategy,
  zincatiWindow,
];
