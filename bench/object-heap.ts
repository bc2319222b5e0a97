/** A pending event as an object. */
export interface ObjectEvent {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly kind: number;
  readonly subject: number;
  readonly argument: number;
}

/** Orders events by (time, priority, sequence). */
export function compareEvents(a: ObjectEvent, b: ObjectEvent): number {
  return a.time - b.time || a.priority - b.priority || a.sequence - b.sequence;
}

/**
 * The naive twin of the event queue: the binary heap of objects that everybody writes first. All ratios "× naive" are to it.
 */
export class ObjectHeap {
  private readonly events: ObjectEvent[] = [];

  push(event: ObjectEvent): void {
    const { events } = this;
    events.push(event);
    let index = events.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (compareEvents(events[index]!, events[parent]!) >= 0) break;
      this.swap(index, parent);
      index = parent;
    }
  }

  pop(): ObjectEvent | undefined {
    const { events } = this;
    const top = events[0];
    const last = events.pop();
    if (last === undefined || events.length === 0) return top;
    events[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < events.length && compareEvents(events[left]!, events[least]!) < 0) least = left;
      if (right < events.length && compareEvents(events[right]!, events[least]!) < 0) least = right;
      if (least === index) return top;
      this.swap(index, least);
      index = least;
    }
  }

  private swap(one: number, other: number): void {
    const { events } = this;
    const event = events[one]!;
    events[one] = events[other]!;
    events[other] = event;
  }
}
