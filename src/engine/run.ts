import type { Time } from "../support/time.js";
import type { EventQueue } from "./event-queue.js";

/**
 * Handles the events due by `until` in their order; the handler may push more. Its event is that of the queue:
 * `queue.time` is now. Stops early only when the handler throws.
 *
 * @param until [ms], inclusive; Infinity handles all, and does not end if the handler always pushes another.
 * @returns events handled
 */
export function run(
  queue: EventQueue,
  until: Time,
  handle: (kind: number, subject: number, argument: number) => void,
): number {
  let handled = 0;
  while (queue.popUntil(until)) {
    handle(queue.kind, queue.subject, queue.argument);
    handled += 1;
  }
  return handled;
}
