import type { Gate } from "../../control/control.js";
import { annotation } from "./annotation.js";
import { controller } from "./controller.js";
import type { Coordinator } from "./coordinator.js";
import { recursive } from "./recursive.js";
import { semaphore } from "./semaphore.js";

/** Every kind of coordinator. */
const coordinators: Readonly<Record<Gate["lock"], Coordinator>> = {
  annotation,
  controller,
  recursive,
  semaphore,
};

/** Who grants the lock of a gate. */
export function coordinatorOf({ lock }: Gate): Coordinator {
  return coordinators[lock];
}
