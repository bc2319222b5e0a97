import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/engine/event-queue.js";
import { run } from "../../src/engine/run.js";

describe("run", () => {
  it("handles what is due in order, what the handlers push included, and counts it", () => {
    const queue = new EventQueue();
    queue.push(10, 0, 1, 3, 0);
    queue.push(5, 0, 1, 7, 2);
    const seen: number[][] = [];
    const handled = run(queue, 12, (kind, subject, argument) => {
      seen.push([queue.time, kind, subject, argument]);
      if (argument > 0) queue.push(queue.time + 3, 0, 2, subject, argument - 1);
    });
    expect(seen).toEqual([
      [5, 1, 7, 2],
      [8, 2, 7, 1],
      [10, 1, 3, 0],
      [11, 2, 7, 0],
    ]);
    expect(handled).toBe(4);
  });

  it("stops after `until`, inclusive, and goes on from there as if it had not stopped", () => {
    const start = (): EventQueue => {
      const queue = new EventQueue();
      for (let subject = 0; subject < 3_000; subject++) queue.push(subject % 100, 0, 0, subject, 9);
      return queue;
    };
    const follow = (queue: EventQueue, stops: readonly number[]): [number[], number] => {
      const seen: number[] = [];
      let handled = 0;
      for (const until of stops) {
        handled += run(queue, until, (kind, subject, argument) => {
          expect(queue.time).toBeLessThanOrEqual(until);
          seen.push(subject);
          if (argument > 0) queue.push(queue.time + (subject % 7), 0, kind, subject, argument - 1);
        });
      }
      return [seen, handled];
    };
    const atOnce = follow(start(), [1_000]);
    expect(atOnce[1]).toBe(30_000);
    expect(follow(start(), [-1, 0, 49, 49, 120, 1_000])).toEqual(atOnce);
  });

  it("leaves an event that is due one millisecond later", () => {
    const queue = new EventQueue();
    queue.push(100, 7, 0, 0, 0);
    queue.push(101, 0, 0, 0, 0);
    expect(run(queue, 100, () => undefined)).toBe(1);
    expect([queue.time, queue.size, queue.peekTime()]).toEqual([100, 1, 101]);
  });
});
