import { freeOf, Lock, lock as take } from "../../../systems/locksmith/semaphore.js";
import { type Coordinator, usual } from "./coordinator.js";

/** locksmith: a semaphore in etcd. */
export const locksmith: Coordinator = {
  ...usual,
  kind: "locksmith",
  grants: (_, { holders }, capacity) => take(freeOf(capacity, holders), false) === Lock.Taken,
};
