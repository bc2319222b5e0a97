import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/engine/event-queue.js";
import { InvariantViolation } from "../../src/support/invariant.js";
import { action, Twins } from "./twins.js";

/** Pops everything, as [time, subject]. */
function drained(queue: EventQueue): [number, number][] {
  const events: [number, number][] = [];
  while (queue.pop()) events.push([queue.time, queue.subject]);
  return events;
}

function subjectsOf(queue: EventQueue): number[] {
  return drained(queue).map(([, subject]) => subject);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A queue of `count` events, the subjects 0, 1, 2, … in the order pushed, at the times given. */
function queueOf(count: number, timeOf: (index: number) => number): EventQueue {
  const queue = new EventQueue();
  for (let index = 0; index < count; index++) queue.push(timeOf(index), 2, 0, index, 0);
  return queue;
}

describe("EventQueue", () => {
  it("does what its slow twin does, whatever is pushed, popped, peeked at and forked", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25, size: "max" }), (actions) => {
        let twins = new Twins();
        for (const next of actions) twins = twins.act(next);
        twins.drain();
      }),
      { numRuns: 400 },
    );
  });

  it("does what its slow twin does over a hundred thousand holds of twenty thousand events", () => {
    const twins = new Twins();
    twins.act({ do: "push", count: 20_000, shape: "spread", priorities: 8, seed: 7 });
    twins.act({ do: "hold", count: 50_000, shape: "spread", priorities: 8, seed: 8 });
    twins.act({ do: "hold", count: 30_000, shape: "clustered", priorities: 3, seed: 9 });
    twins.act({ do: "hold", count: 20_000, shape: "sparse", priorities: 3, seed: 10 });
    twins.drain();
  });

  it.each([10, 500, 5_000])("keeps insertion order among %i simultaneous events", (count) => {
    expect(subjectsOf(queueOf(count, () => 123_456))).toEqual(upTo(count));
  });

  it("keeps insertion order among simultaneous events of which some came to an open window", () => {
    const queue = queueOf(2_000, (index) => (index % 2) * 1_000);
    queue.pop();
    for (let index = 2_000; index < 4_000; index++) {
      queue.push((index % 2) * 1_000, 2, 0, index, 0);
    }
    const even = upTo(4_000).filter((index) => index % 2 === 0);
    const odd = upTo(4_000).filter((index) => index % 2 === 1);
    expect(subjectsOf(queue)).toEqual([...even.slice(1), ...odd]);
  });

  it("takes the lowest priority class first among simultaneous events, even one pushed late", () => {
    const queue = new EventQueue();
    for (const priority of [7, 3, 0, 5]) queue.push(10, priority, 0, priority, 0);
    queue.pop();
    expect(queue.subject).toBe(0);
    queue.push(10, 4, 0, 4, 0);
    queue.push(10, 0, 0, 100, 0);
    expect(subjectsOf(queue)).toEqual([100, 3, 4, 5, 7]);
  });

  it("shows an event as it was pushed, at the ends of all ranges", () => {
    const queue = new EventQueue();
    const last = 2 ** 50 - 1;
    queue.push(last, 7, 255, 2 ** 31 - 1, -(2 ** 31));
    queue.push(0, 0, 0, -1, 1);
    queue.pop();
    const { time, kind, subject, argument } = queue;
    expect([time, kind, subject, argument]).toEqual([0, 0, -1, 1]);
    queue.pop();
    expect([queue.time, queue.kind]).toEqual([last, 255]);
    expect([queue.subject, queue.argument]).toEqual([2 ** 31 - 1, -(2 ** 31)]);
  });

  it("keeps kinds, subjects and arguments whole on the way through the ladder", () => {
    const queue = new EventQueue();
    const late = (index: number) => 2 ** 49 + 997 * ((index * 7_919) % 5_003);
    for (let index = 0; index < 5_003; index++) {
      queue.push(late(index), 7, index & 255, -index, 2 ** 31 - 1 - index);
    }
    const seen = new Set<number>();
    while (queue.pop()) {
      const index = -queue.subject;
      seen.add(index);
      expect([queue.time, queue.kind, queue.argument]).toEqual([
        late(index),
        index & 255,
        2 ** 31 - 1 - index,
      ]);
    }
    expect(seen.size).toBe(5_003);
  });

  it("is empty at first: pops nothing, changes nothing, and peeks at never", () => {
    const queue = new EventQueue();
    expect(queue.pop()).toBe(false);
    expect(queue.peekTime()).toBe(Number.POSITIVE_INFINITY);
    expect([queue.size, queue.time]).toEqual([0, 0]);
  });

  it("leaves what is due later than asked for, and takes what is then pushed before it", () => {
    const queue = queueOf(3_000, (index) => 1_000_000 + index);
    expect(queue.popUntil(999_999)).toBe(false);
    expect(queue.size).toBe(3_000);
    queue.push(5, 0, 0, -5, 0);
    expect(queue.popUntil(5)).toBe(true);
    expect([queue.subject, queue.time]).toEqual([-5, 5]);
    expect(queue.popUntil(1_000_000)).toBe(true);
    expect(queue.popUntil(1_000_000)).toBe(false);
    expect(queue.peekTime()).toBe(1_000_001);
  });

  it("keeps its order when thousands are pushed before a window that was opened to peek", () => {
    const queue = queueOf(2_000, (index) => 2 ** 40 + index * 1_000);
    expect(queue.peekTime()).toBe(2 ** 40);
    for (let index = 0; index < 3_000; index++) queue.push(3_000 - index, 0, 0, index, 0);
    const times = drained(queue).map(([time]) => time);
    expect(times).toHaveLength(5_000);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("forks into two that go on alike and do not know of each other", () => {
    const queue = queueOf(10_000, (index) => (index * 7_919) % 1_000_003);
    for (let i = 0; i < 3_000; i++) queue.pop();
    const fork = queue.fork();
    const twin = queue.fork();
    const { time, kind, subject, argument, size } = fork;
    expect([time, kind, subject, argument, size]).toEqual([
      queue.time,
      queue.kind,
      queue.subject,
      queue.argument,
      7_000,
    ]);
    for (let index = 0; index < 5_000; index++) queue.push(queue.time + index, 0, 0, -index, 0);
    drained(queue);
    expect(drained(fork)).toEqual(drained(twin));
  });

  it("takes three hundred thousand simultaneous events, each of which pushes another", () => {
    const count = 300_000;
    const queue = queueOf(count, () => 60_000);
    for (let index = 0; index < count; index++) {
      queue.pop();
      queue.push(60_000, 2, 0, count + queue.subject, 0);
    }
    expect(subjectsOf(queue)).toEqual(upTo(count).map((index) => count + index));
  });

  it("holds a million pending events in at most 24 bytes each", () => {
    const queue = queueOf(1_000_000, (index) => (index * 7_919) % 10_000_019);
    expect(queue.bytes).toBeGreaterThan(1_000_000 * 16);
    expect(queue.bytes).toBeLessThan(1_000_000 * 24);
  });

  it("reuses its memory, however long it runs", () => {
    const queue = queueOf(5_000, (index) => index * 100);
    const hold = (): void => {
      for (let i = 0; i < 50_000; i++) {
        queue.pop();
        queue.push(queue.time + ((i * 7_919) % 500_009), 2, 0, i, 0);
      }
    };
    hold();
    const before = queue.bytes;
    for (let i = 0; i < 10; i++) hold();
    expect(queue.bytes).toBeLessThanOrEqual(2 * before);
  });

  it.each([
    ["a time before now", 99, 0, 0, 0, 0],
    ["a fraction of a millisecond", 100.5, 0, 0, 0, 0],
    ["no number for a time", Number.NaN, 0, 0, 0, 0],
    ["never", Number.POSITIVE_INFINITY, 0, 0, 0, 0],
    ["a time beyond 2^50", 2 ** 50, 0, 0, 0, 0],
    ["a priority above 7", 100, 8, 0, 0, 0],
    ["a negative priority", 100, -1, 0, 0, 0],
    ["a kind above 255", 100, 0, 256, 0, 0],
    ["a subject beyond int32", 100, 0, 0, 2 ** 31, 0],
    ["an argument that is no integer", 100, 0, 0, 0, 0.5],
  ])("refuses %s", (_, time, priority, kind, subject, argument) => {
    const queue = queueOf(1, () => 100);
    queue.pop();
    expect(() => queue.push(time, priority, kind, subject, argument)).toThrow(InvariantViolation);
    expect(queue.size).toBe(0);
  });
});
