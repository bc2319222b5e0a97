/**
 * The queue of pending events. Those of a window that reaches from now to a moving end wait in two sorted places: a run,
 * which was sorted when the window was opened, and a small heap for those pushed since. All later ones lie in a ladder, which
 * opens the next window when the two are used up. A queue of few events is all window, hence a plain heap.
 *
 * Every event is moved a fixed number of times, whatever the number pending: push and pop are O(1) on average for any times
 * but those that fall into an open window again and again, which are O(log n) of that window.
 */
import { InvariantViolation } from "../support/invariant.js";
import type { Time } from "../support/time.js";
import { Ladder } from "./ladder.js";
import { HIGH_BITS, highOf, KEY_LIMIT, lowOf, PRIORITIES } from "./record.js";
import { SortedRun } from "./sorted-run.js";
import { StableHeap } from "./stable-heap.js";

/** The heap of a window may have this many events, or as many as the run, before the window is made smaller. */
const HEAP_ENOUGH = 512;

/**
 * Pending events in the total order (time, priority, insertion).
 *
 * An event carries a kind, a subject and an argument, of which the queue knows nothing. The event popped last is to be read
 * off the fields of the queue, so that nothing is allocated.
 */
export class EventQueue {
  /** Time of the event popped last [ms]: now. 0 before the first. */
  time: Time = 0;
  /** Kind of the event popped last. */
  kind = 0;
  /** Subject of the event popped last. */
  subject = 0;
  /** Argument of the event popped last. */
  argument = 0;
  private pending = 0;
  /** All events with keys below it are in the run or the heap, all others in the ladder. */
  private windowEnd = Number.POSITIVE_INFINITY;
  private heapLimit = HEAP_ENOUGH;
  private run = new SortedRun();
  private heap = new StableHeap();
  private ladder = new Ladder();

  /** Events pending. */
  get size(): number {
    return this.pending;
  }

  /** Memory held [bytes]. */
  get bytes(): number {
    return this.run.bytes + this.heap.bytes + this.ladder.bytes;
  }

  /**
   * Adds an event behind all those of the same time and priority.
   *
   * @param time [ms], an integer from `this.time` on, below 2^50
   * @param priority [0..7], 0 first among simultaneous events
   * @param kind [0..255]
   * @param subject int32
   * @param argument int32
   * @throws InvariantViolation when one of them is out of its range.
   */
  push(time: Time, priority: number, kind: number, subject: number, argument: number): void {
    const key = time * PRIORITIES + priority;
    if (
      !(time >= this.time && key < KEY_LIMIT && Math.floor(time) === time) ||
      (priority & 7) !== priority ||
      (kind & 255) !== kind ||
      (subject | 0) !== subject ||
      (argument | 0) !== argument
    ) {
      this.refuse({ time, priority, kind, subject, argument });
    }
    this.pending += 1;
    if (key >= this.windowEnd) {
      this.ladder.append(lowOf(key), highOf(key) | (kind << HIGH_BITS), subject, argument);
    } else {
      this.heap.push(key, kind, subject, argument);
      if (this.heap.size > this.heapLimit) this.narrow();
    }
  }

  /** Removes the earliest event and shows it in the fields; false, and nothing changes, when there is none. */
  pop(): boolean {
    return this.popUntil(Number.POSITIVE_INFINITY);
  }

  /** Like `pop`, but only if the earliest event is due by `until` [ms]. */
  popUntil(until: Time): boolean {
    if (!this.openWindow(until)) return false;
    const { run, heap } = this;
    const runKey = run.nextKey;
    const heapKey = heap.topKey;
    // What is in the run was pushed before what is in the heap.
    if (runKey <= heapKey) {
      const time = Math.floor(runKey / PRIORITIES);
      if (time > until) return false;
      this.time = time;
      this.kind = run.nextKind;
      this.subject = run.nextSubject;
      this.argument = run.nextArgument;
      run.skip();
    } else {
      const time = Math.floor(heapKey / PRIORITIES);
      if (time > until) return false;
      this.time = time;
      this.kind = heap.topKind;
      this.subject = heap.topSubject;
      this.argument = heap.topArgument;
      heap.drop();
    }
    this.pending -= 1;
    return true;
  }

  /** When the earliest event is due [ms]; Infinity when there is none. */
  peekTime(): Time {
    if (!this.openWindow(Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
    return Math.floor(Math.min(this.run.nextKey, this.heap.topKey) / PRIORITIES);
  }

  /** A copy with the same events, which goes on by itself. O(n). */
  fork(): EventQueue {
    const copy = new EventQueue();
    copy.time = this.time;
    copy.kind = this.kind;
    copy.subject = this.subject;
    copy.argument = this.argument;
    copy.pending = this.pending;
    copy.windowEnd = this.windowEnd;
    copy.heapLimit = this.heapLimit;
    copy.run = this.run.fork();
    copy.heap = this.heap.fork();
    copy.ladder = this.ladder.fork();
    return copy;
  }

  /**
   * Sees to it that the earliest event is in the window.
   *
   * @returns false when no event is due by `until`; a window that starts later stays shut, so that what is pushed before it
   *   still finds its place in the ladder
   */
  private openWindow(until: Time): boolean {
    if (this.run.remaining > 0 || this.heap.size > 0) return true;
    if (this.pending === 0 || Math.floor(this.ladder.earliest / PRIORITIES) > until) return false;
    this.windowEnd = this.ladder.open(this.run);
    this.heapLimit = Math.max(HEAP_ENOUGH, this.run.remaining);
    return true;
  }

  /**
   * Ends the window now and leaves its events to the ladder, which opens a smaller one: otherwise many events pushed into a
   * wide window would be as slow as a heap of them all. Each costs as much as the pushes that filled the heap.
   */
  private narrow(): void {
    const { run, heap, ladder } = this;
    const start = ladder.lowestStart(this.time * PRIORITIES);
    if (Math.min(run.nextKey, heap.topKey) < start) {
      this.heapLimit = 2 * heap.size;
      return;
    }
    ladder.restart(start);
    for (; run.remaining > 0; run.skip()) {
      const key = run.nextKey;
      const second = highOf(key) | (run.nextKind << HIGH_BITS);
      ladder.append(lowOf(key), second, run.nextSubject, run.nextArgument);
    }
    for (; heap.size > 0; heap.drop()) {
      const key = heap.topKey;
      const second = highOf(key) | (heap.topKind << HIGH_BITS);
      ladder.append(lowOf(key), second, heap.topSubject, heap.topArgument);
    }
    this.windowEnd = start;
    this.heapLimit = HEAP_ENOUGH;
  }

  private refuse(event: Readonly<Record<string, number>>): never {
    throw new InvariantViolation(
      `EventQueue.push at ${this.time} ms: expected an integer time from now on, priority 0..7, kind 0..255, ` +
        `int32 subject and argument, got ${JSON.stringify(event)}`,
    );
  }
}
