import TinyQueue from "tinyqueue";

/** A pending event with all that its place depends on. */
export interface SlowEvent {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly kind: number;
  readonly subject: number;
  readonly argument: number;
}

/** The event queue as one would write it first: objects in a heap, compared by time, priority and sequence. */
export class SlowQueue {
  private sequence = 0;
  private heap = new TinyQueue<SlowEvent>([], byOrder);

  get size(): number {
    return this.heap.length;
  }

  push(time: number, priority: number, kind: number, subject: number, argument: number): void {
    this.heap.push({ time, priority, sequence: this.sequence++, kind, subject, argument });
  }

  pop(): SlowEvent | undefined {
    return this.heap.pop();
  }

  peekTime(): number {
    return this.heap.peek()?.time ?? Number.POSITIVE_INFINITY;
  }

  fork(): SlowQueue {
    const copy = new SlowQueue();
    copy.sequence = this.sequence;
    copy.heap = new TinyQueue([...this.heap.data], byOrder);
    return copy;
  }
}

function byOrder(a: SlowEvent, b: SlowEvent): number {
  return a.time - b.time || a.priority - b.priority || a.sequence - b.sequence;
}
