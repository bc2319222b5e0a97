import { mayAcquire } from "../../../systems/kured/lock.js";
import { type Coordinator, usual } from "./coordinator.js";

/** A controller (MCO, FLUO, brupop, the system-upgrade-controller): one loop that counts who is at it. */
export const mco: Coordinator = {
  ...usual,
  kind: "mco",
  grants: (_, { holders }, capacity) => mayAcquire(holders, 0, capacity),
  asksForAll: true,
};
