import { takeSlot } from "../../../systems/fleetlock/airlock.js";
import { isGranted, statusOf } from "../../../systems/fleetlock/protocol.js";
import { type Coordinator, usual } from "./coordinator.js";

/** FleetLock, as airlock grants it: a holder that asks again still holds it, and a lock keeps its slots (coreos/airlock#81). */
export const fleetlock: Coordinator = {
  ...usual,
  kind: "fleetlock",
  grants: (_, { holders }, capacity) => isGranted(statusOf(takeSlot(capacity, holders, false))),
  keeps: ({ capacity, holders }) => isGranted(statusOf(takeSlot(capacity, holders, true))),
  keepsSlots: true,
};
