import type { Gate } from "../../control/policy-contract.js";
import { kured } from "./kured.js";
import { mco } from "./mco.js";
import type { Coordinator } from "./coordinator.js";
import { fleetlock } from "./fleetlock.js";
import { locksmith } from "./locksmith.js";

/** Every kind of coordinator. */
const coordinators: Readonly<Record<Gate["lock"], Coordinator>> = {
  kured,
  mco,
  fleetlock,
  locksmith,
};

/** Who grants the lock of a gate. */
export function coordinatorOf({ lock }: Gate): Coordinator {
  return coordinators[lock];
}
