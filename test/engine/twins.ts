import { expect } from "vitest";
import fc from "fast-check";
import { EventQueue } from "../../src/engine/event-queue.js";
import { SlowQueue } from "./slow-queue.js";

/** How far from now the events of a burst are due [ms]: each shape troubles another part of the queue. */
const shapes = {
  now: () => 0,
  simultaneous: () => 5_000,
  near: (luck: number) => luck % 4,
  spread: (luck: number) => luck % 3_600_000,
  clustered: (luck: number) => (luck % 7) * 86_400_000 + ((luck >>> 8) % 3),
  sparse: (luck: number) => luck * 60_000,
  far: (luck: number) => luck * 100_000,
  descending: (luck: number, index: number) => 10_000_000 - 1_000 * index + (luck % 2),
  ascending: (luck: number, index: number) => 50 * index + (luck % 2),
} as const;
type Shape = keyof typeof shapes;

/** One thing that can be done to a queue. */
export type Action =
  | {
      readonly do: "push";
      readonly count: number;
      readonly shape: Shape;
      readonly priorities: number;
      readonly seed: number;
    }
  | { readonly do: "pop"; readonly count: number }
  /** Each popped event pushes another: the window of the queue is filled while it is emptied. */
  | {
      readonly do: "hold";
      readonly count: number;
      readonly shape: Shape;
      readonly priorities: number;
      readonly seed: number;
    }
  | { readonly do: "popUntil"; readonly delay: number }
  | { readonly do: "peek" }
  /** Goes on with a fork; what was forked is used in other ways first. */
  | { readonly do: "fork" };

/** The latest time that a queue takes. */
const LATEST = 2 ** 50 - 1;

const shape = fc.constantFrom(...(Object.keys(shapes) as Shape[]));
const priorities = fc.constantFrom(1, 3, 8);
const seed = fc.integer({ min: 0, max: 0x7fffffff });

/** Any action; bursts are now and then longer than any part of the queue is meant to hold. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  ...[8, 1_500].map((most) =>
    fc.record({
      do: fc.constant("push" as const),
      count: fc.integer({ min: 1, max: most }),
      shape,
      priorities,
      seed,
    }),
  ),
  fc.record({
    do: fc.constant("hold" as const),
    count: fc.integer({ min: 1, max: 1_500 }),
    shape,
    priorities,
    seed,
  }),
  fc.record({ do: fc.constant("pop" as const), count: fc.integer({ min: 1, max: 1_500 }) }),
  fc.record({ do: fc.constant("popUntil" as const), delay: fc.nat({ max: 10_000_000 }) }),
  fc.constant({ do: "peek" as const }),
  fc.constant({ do: "fork" as const }),
);

/** A queue and its slow twin, always treated alike and compared wherever they show something. */
export class Twins {
  private subjects = 0;
  private readonly queue: EventQueue;
  private readonly twin: SlowQueue;

  constructor(queue = new EventQueue(), twin = new SlowQueue()) {
    this.queue = queue;
    this.twin = twin;
  }

  /** Does one thing to both; returns the twins to go on with. */
  act(action: Action): Twins {
    switch (action.do) {
      case "push":
        this.burst(action, false);
        break;
      case "hold":
        this.burst(action, true);
        break;
      case "pop":
        for (let i = 0; i < action.count; i++) this.pop(Number.POSITIVE_INFINITY);
        break;
      case "popUntil":
        this.popAllUntil(this.queue.time + action.delay);
        break;
      case "peek":
        expect(this.queue.peekTime()).toBe(this.twin.peekTime());
        break;
      case "fork":
        return this.forkAndDisturb();
    }
    expect(this.queue.size).toBe(this.twin.size);
    return this;
  }

  /** Pops all that is left. */
  drain(): void {
    this.popAllUntil(Number.POSITIVE_INFINITY);
    expect(this.queue.size).toBe(0);
    expect(this.queue.pop()).toBe(false);
  }

  private burst(action: Extract<Action, { shape: Shape }>, holding: boolean): void {
    let luck = action.seed;
    for (let index = 0; index < action.count; index++) {
      if (holding) this.pop(Number.POSITIVE_INFINITY);
      luck = (Math.imul(luck, 1664525) + 1013904223) >>> 0;
      const time = this.queue.time + shapes[action.shape](luck >>> 4, index);
      this.push(Math.min(time, LATEST), (luck >>> 13) % action.priorities, luck);
    }
  }

  private push(time: number, priority: number, luck: number): void {
    const subject = this.subjects++;
    this.queue.push(time, priority, luck >>> 24, subject, luck | 0);
    this.twin.push(time, priority, luck >>> 24, subject, luck | 0);
  }

  private pop(until: number): boolean {
    const due = this.twin.peekTime() <= until ? this.twin.pop() : undefined;
    const popped = this.queue.popUntil(until);
    // Compared by hand: expect() a million times is most of the time of the test.
    const { queue } = this;
    const same =
      due === undefined
        ? !popped
        : popped &&
          due.time === queue.time &&
          due.kind === queue.kind &&
          due.subject === queue.subject &&
          due.argument === queue.argument;
    if (!same) {
      const { time, kind, subject, argument } = queue;
      expect({ popped, time, kind, subject, argument }).toEqual(due);
    }
    return popped;
  }

  private popAllUntil(until: number): void {
    while (this.pop(until));
  }

  private forkAndDisturb(): Twins {
    const copy = new Twins(this.queue.fork(), this.twin.fork());
    copy.subjects = this.subjects;
    this.act({ do: "hold", count: 100, shape: "near", priorities: 8, seed: 1 });
    this.act({ do: "push", count: 700, shape: "spread", priorities: 1, seed: 2 });
    this.drain();
    return copy;
  }
}
