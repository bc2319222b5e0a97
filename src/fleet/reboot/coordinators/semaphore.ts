import { freeOf, Lock, lock as take } from "../../../systems/locksmith/semaphore.js";
import { type Coordinator, usual } from "./coordinator.js";

/** locksmith: a semaphore in etcd. */
export const semaphore: Coordinator = {
  ...usual,
  kind: "semaphore",
  grants: (_, { holders }, capacity) => take(freeOf(capacity, holders), false) === Lock.Taken,
};
