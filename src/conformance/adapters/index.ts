import type { Adapter } from "../adapter.js";
import { brupopBackOff } from "./brupop.js";
import { fluoOperator } from "./fluo.js";
import { k8sEviction, k8sPdb, k8sRollout } from "./kubernetes.js";
import { kuredLock, kuredWindow } from "./kured.js";
import { mco } from "./mco.js";

/** Every adapter: one for each family of vectors. */
export const adapters: readonly Adapter[] = [
  brupopBackOff,
  fluoOperator,
  k8sEviction,
  k8sPdb,
  k8sRollout,
  kuredLock,
  kuredWindow,
  mco,
];
