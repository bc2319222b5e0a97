import { InvariantViolation } from "../support/invariant.js";
import type { Time } from "../support/time.js";
import { StableHeap } from "./stable-heap.js";

const PRIORITIES = 8;
/** Keys are exact below this [time * PRIORITIES + priority], which leaves times 35,000 years. */
const KEY_LIMIT = 9007199254740992;

/** Pending events in the total order (time, priority, insertion). */
export class EventQueue {
  /** The event popped last; time 0 before the first. */
  time: Time = 0;
  kind = 0;
  subject = 0;
  argument = 0;
  private heap = new StableHeap();

  /** Events pending. */
  get size(): number {
    return this.heap.size;
  }

  get bytes(): number {
    return this.heap.bytes;
  }

  push(time: Time, priority: number, kind: number, subject: number, argument: number): void {
    const key = time * PRIORITIES + priority;
    if (!(time >= this.time && Math.floor(key) === key && key < KEY_LIMIT)) {
      throw new InvariantViolation(
        `EventQueue.push: expected an integer time from ${this.time} on, got ${time}`,
      );
    }
    this.heap.push(key, kind, subject, argument);
  }

  pop(): boolean {
    return this.popUntil(Number.POSITIVE_INFINITY);
  }

  popUntil(until: Time): boolean {
    const { heap } = this;
    const time = Math.floor(heap.topKey / PRIORITIES);
    if (heap.size === 0 || time > until) return false;
    this.time = time;
    this.kind = heap.topKind;
    this.subject = heap.topSubject;
    this.argument = heap.topArgument;
    heap.drop();
    return true;
  }

  peekTime(): Time {
    return Math.floor(this.heap.topKey / PRIORITIES);
  }

  fork(): EventQueue {
    const copy = new EventQueue();
    copy.time = this.time;
    copy.kind = this.kind;
    copy.subject = this.subject;
    copy.argument = this.argument;
    copy.heap = this.heap.fork();
    return copy;
  }
}
