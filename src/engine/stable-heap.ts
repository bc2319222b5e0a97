/**
 * A 4-ary heap in typed arrays that keeps the insertion order of equal keys.
 *
 * Only keys and row numbers move when the heap is sifted; what an entry carries stays in its row. Four children to a node
 * because a node's keys then share a cache line and the tree is half as deep as a binary one.
 */

/** The smallest capacity [entries]; grows by doubling. */
const INITIAL_CAPACITY = 64;

/** Entries ordered by (key, insertion). */
export class StableHeap {
  /** Entries held. */
  size = 0;
  private capacity = INITIAL_CAPACITY;
  /** Keys in heap order; Infinity in front when there is none. */
  private keys = new Float64Array(INITIAL_CAPACITY).fill(Number.POSITIVE_INFINITY, 0, 1);
  /** Row of each entry in heap order; behind them the free rows, so that this is always a permutation. */
  private rows = Int32Array.from({ length: INITIAL_CAPACITY }, (_, row) => row);
  /** By row: insertion number, then the three words carried. A float64 counts 2^53 insertions. */
  private insertions = new Float64Array(INITIAL_CAPACITY);
  private words = new Int32Array(3 * INITIAL_CAPACITY);
  private inserted = 0;

  /** The earliest key; Infinity when empty. */
  get topKey(): number {
    return this.keys[0]!;
  }

  /** What the earliest entry carries; any number when empty. */
  get topKind(): number {
    return this.words[3 * this.rows[0]!]!;
  }
  get topSubject(): number {
    return this.words[3 * this.rows[0]! + 1]!;
  }
  get topArgument(): number {
    return this.words[3 * this.rows[0]! + 2]!;
  }

  /** Memory held [bytes]. */
  get bytes(): number {
    return (
      this.keys.byteLength +
      this.rows.byteLength +
      this.insertions.byteLength +
      this.words.byteLength
    );
  }

  /** Adds an entry behind all those of an equal key. O(log n), O(1) on average. */
  push(key: number, kind: number, subject: number, argument: number): void {
    if (this.size === this.capacity) this.grow();
    const { keys, rows, words } = this;
    let hole = this.size++;
    const row = rows[hole]!;
    this.insertions[row] = this.inserted++;
    words[3 * row] = kind;
    words[3 * row + 1] = subject;
    words[3 * row + 2] = argument;
    // The newest entry never overtakes an equal one, so keys alone decide here.
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentKey = keys[parent]!;
      if (parentKey <= key) break;
      keys[hole] = parentKey;
      rows[hole] = rows[parent]!;
      hole = parent;
    }
    keys[hole] = key;
    rows[hole] = row;
  }

  /** Removes the earliest entry. The heap must not be empty. O(log n). */
  drop(): void {
    const { keys, rows } = this;
    const last = --this.size;
    const freed = rows[0]!;
    const key = keys[last]!;
    const row = rows[last]!;
    rows[last] = freed;
    if (last === 0) {
      keys[0] = Number.POSITIVE_INFINITY;
      return;
    }
    let hole = 0;
    for (let child = 1; child < last; child = 4 * hole + 1) {
      const best = this.earliestOf(child, Math.min(child + 4, last));
      const bestKey = keys[best]!;
      if (key < bestKey || (key === bestKey && this.isOlder(row, rows[best]!))) break;
      keys[hole] = bestKey;
      rows[hole] = rows[best]!;
      hole = best;
    }
    keys[hole] = key;
    rows[hole] = row;
  }

  /** A copy that goes on by itself. */
  fork(): StableHeap {
    const copy = new StableHeap();
    copy.size = this.size;
    copy.capacity = this.capacity;
    copy.keys = this.keys.slice();
    copy.rows = this.rows.slice();
    copy.insertions = this.insertions.slice();
    copy.words = this.words.slice();
    copy.inserted = this.inserted;
    return copy;
  }

  /** Position of the earliest entry among those from `first` up to but not including `end`. */
  private earliestOf(first: number, end: number): number {
    const { keys, rows } = this;
    let best = first;
    let bestKey = keys[first]!;
    for (let other = first + 1; other < end; other++) {
      const key = keys[other]!;
      if (key < bestKey || (key === bestKey && this.isOlder(rows[other]!, rows[best]!))) {
        best = other;
        bestKey = key;
      }
    }
    return best;
  }

  private isOlder(row: number, other: number): boolean {
    return this.insertions[row]! < this.insertions[other]!;
  }

  private grow(): void {
    const capacity = 2 * this.capacity;
    const { keys, rows, insertions, words } = this;
    this.keys = new Float64Array(capacity);
    this.keys.set(keys);
    this.rows = Int32Array.from({ length: capacity }, (_, row) => row);
    this.rows.set(rows);
    this.insertions = new Float64Array(capacity);
    this.insertions.set(insertions);
    this.words = new Int32Array(3 * capacity);
    this.words.set(words);
    this.capacity = capacity;
  }
}
