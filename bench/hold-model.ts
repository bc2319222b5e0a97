import TinyQueue from "tinyqueue";
import { EventQueue } from "../src/engine/event-queue.js";
import { compile } from "../src/random/distribution.js";
import { seedKey, stream, uniform } from "../src/random/draw.js";
import { Purpose } from "../src/random/purposes.js";
import { HOUR } from "../src/support/time.js";
import { measure, ratio, type Contender } from "./measure.js";
import { compareEvents, ObjectHeap, type ObjectEvent } from "./object-heap.js";
import type { BenchResult, ResultRow } from "./result.js";

/** Delays drawn ahead and used in turn, so that drawing is not measured; few enough to stay in the cache. */
const DELAYS = exponentialDelays(65_536);
const TURN = DELAYS.length - 1;

function exponentialDelays(count: number): Float64Array {
  const luck = stream(seedKey("hold model"), Purpose.Exploration, 0);
  const delay = compile({ dist: "exponential", mean: HOUR });
  return Float64Array.from({ length: count }, (_, index) =>
    Math.round(delay.at(uniform(luck, index, 0))),
  );
}

/** Replaces every event once: fresh queues lie in memory as they were filled, which flatters them. */
function settled(hold: (operations: number) => number, pending: number): typeof hold {
  hold(pending);
  return hold;
}

function ladder(pending: number): Contender {
  return {
    name: "shakedown",
    prepare: () => {
      const queue = filled(pending);
      let next = pending;
      const hold = (operations: number): number => {
        for (let i = 0; i < operations; i++) {
          queue.pop();
          queue.push(queue.time + DELAYS[next++ & TURN]!, 0, queue.kind, queue.subject, 0);
        }
        return queue.time;
      };
      return settled(hold, pending);
    },
  };
}

function filled(pending: number): EventQueue {
  const queue = new EventQueue();
  for (let host = 0; host < pending; host++) queue.push(DELAYS[host & TURN]!, 0, 1, host, 0);
  return queue;
}

/** The two queues of objects are used alike, but each by a loop of its own, lest the one slow the other's calls down. */
function objectHeap(pending: number): Contender {
  return {
    name: "heap of objects",
    prepare: () => {
      const heap = new ObjectHeap();
      for (let host = 0; host < pending; host++) heap.push(firstEvent(host));
      let next = pending;
      const hold = (operations: number): number => {
        let time = 0;
        for (let i = 0; i < operations; i++) {
          const event = heap.pop()!;
          time = event.time;
          heap.push(nextEvent(event, next++));
        }
        return time;
      };
      return settled(hold, pending);
    },
  };
}

function tinyQueue(pending: number): Contender {
  return {
    name: "tinyqueue",
    prepare: () => {
      const heap = new TinyQueue<ObjectEvent>([], compareEvents);
      for (let host = 0; host < pending; host++) heap.push(firstEvent(host));
      let next = pending;
      const hold = (operations: number): number => {
        let time = 0;
        for (let i = 0; i < operations; i++) {
          const event = heap.pop()!;
          time = event.time;
          heap.push(nextEvent(event, next++));
        }
        return time;
      };
      return settled(hold, pending);
    },
  };
}

function firstEvent(host: number): ObjectEvent {
  const time = DELAYS[host & TURN]!;
  return { time, priority: 0, sequence: host, kind: 1, subject: host, argument: 0 };
}

function nextEvent(event: ObjectEvent, sequence: number): ObjectEvent {
  const { time, priority, kind, subject, argument } = event;
  return { time: time + DELAYS[sequence & TURN]!, priority, sequence, kind, subject, argument };
}

/** Memory per event once all have been replaced. */
function bytesOf(pending: number): number {
  const queue = filled(pending);
  for (let next = pending; next < 2 * pending; next++) {
    queue.pop();
    queue.push(queue.time + DELAYS[next & TURN]!, 0, queue.kind, queue.subject, 0);
  }
  return queue.bytes / pending;
}

function row(pending: number): ResultRow {
  const contenders = [ladder(pending), objectHeap(pending), tinyQueue(pending)];
  const [ours, naive, tiny] = measure(contenders, pending < 1_000_000 ? 7 : 3);
  return {
    name: `${pending.toLocaleString("en")} pending`,
    figures: {
      "shakedown M/s": 1e3 / ours!.median,
      "heap of objects M/s": 1e3 / naive!.median,
      "tinyqueue M/s": 1e3 / tiny!.median,
      "× naive": ratio(ours!, naive!),
      "× tinyqueue": ratio(ours!, tiny!),
      "bytes/event": bytesOf(pending),
    },
  };
}

/** The event queue against queues of objects. */
export function holdModel(): BenchResult {
  return {
    subject: "hold-model",
    about: "Pop the earliest of N pending events and push it back an exponential delay later.",
    rows: [1_000, 10_000, 100_000, 1_000_000].map(row),
  };
}
