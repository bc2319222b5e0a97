import { CHUNK_RECORDS, type ChunkPool } from "./chunk-pool.js";
import { HIGH_BITS, keyOf, RECORD_WORDS } from "./record.js";

const INITIAL_CAPACITY = 256;
/** Fewer records than this are cheaper to insert one by one than to deal out into buckets first. */
const FEW = 40;
const BUCKETS = 256;

/** A list of chunks and what is known of it. */
interface ChunkList {
  /** The first chunk. */
  readonly head: number;
  /** Records in all of them. */
  readonly count: number;
  /** Level of the ladder: the keys differ in so many of their lowest bytes only. */
  readonly level: number;
}

/**
 * The events next due, gathered from the ladder and sorted by (key, insertion), to be taken in order.
 * Keys are sorted apart from the records, which stay where they were gathered.
 */
export class SortedRun {
  private size = 0;
  private position = 0;
  private capacity = INITIAL_CAPACITY;
  /** Keys in order, Infinity behind the last; and the record of each. */
  private keys = new Float64Array(INITIAL_CAPACITY + 1).fill(Number.POSITIVE_INFINITY, 0, 1);
  private order = new Int32Array(INITIAL_CAPACITY);
  /** Records in the order gathered. */
  private records = new Int32Array(INITIAL_CAPACITY * RECORD_WORDS);
  private bucketedKeys = new Float64Array(INITIAL_CAPACITY);
  private bucketedOrder = new Int32Array(INITIAL_CAPACITY);
  private readonly starts = new Int32Array(BUCKETS + 1);

  /** Events left to take. */
  get remaining(): number {
    return this.size - this.position;
  }

  /** The next key; Infinity when none is left. */
  get nextKey(): number {
    return this.keys[this.position]!;
  }

  /** What the next event carries; any number when none is left. */
  get nextKind(): number {
    return this.nextWord(1) >>> HIGH_BITS;
  }
  get nextSubject(): number {
    return this.nextWord(2);
  }
  get nextArgument(): number {
    return this.nextWord(3);
  }

  /** Memory held [bytes]. */
  get bytes(): number {
    const columns = [this.keys, this.order, this.records, this.bucketedKeys, this.bucketedOrder];
    return columns.reduce((sum, column) => sum + column.byteLength, this.starts.byteLength);
  }

  /** Goes on to the next event; there must be one. */
  skip(): void {
    this.position += 1;
  }

  /** Forgets all events. */
  clear(): void {
    this.size = 0;
    this.position = 0;
    this.keys[0] = Number.POSITIVE_INFINITY;
  }

  /**
   * Adds a list of chunks behind what the run holds, sorted, and gives the chunks back.
   *
   * @param list all later than what the run holds
   */
  gather(pool: ChunkPool, list: ChunkList): void {
    const { head, count, level } = list;
    const from = this.size;
    this.reserve(from + count);
    const { keys, order, records } = this;
    let chunk = head;
    let to = from;
    for (let left = count; left > 0; left -= CHUNK_RECORDS) {
      const source = pool.records;
      let word = chunk * CHUNK_RECORDS * RECORD_WORDS;
      const end = to + Math.min(left, CHUNK_RECORDS);
      for (; to < end; to++, word += RECORD_WORDS) {
        const low = source[word]!;
        const second = source[word + 1]!;
        records[RECORD_WORDS * to] = low;
        records[RECORD_WORDS * to + 1] = second;
        records[RECORD_WORDS * to + 2] = source[word + 2]!;
        records[RECORD_WORDS * to + 3] = source[word + 3]!;
        keys[to] = keyOf(low, second);
        order[to] = to;
      }
      const done = chunk;
      chunk = pool.following[done]!;
      pool.release(done);
    }
    this.size = to;
    keys[to] = Number.POSITIVE_INFINITY;
    if (level > 0) this.sort(from, level);
  }

  /** A copy that goes on by itself. */
  fork(): SortedRun {
    const copy = new SortedRun();
    copy.size = this.size;
    copy.position = this.position;
    copy.reserve(this.size);
    copy.keys.set(this.keys.subarray(0, this.size + 1));
    copy.order.set(this.order.subarray(0, this.size));
    copy.records.set(this.records.subarray(0, RECORD_WORDS * this.size));
    return copy;
  }

  private nextWord(word: number): number {
    return this.records[RECORD_WORDS * this.order[this.position]! + word]!;
  }

  /** Sorts from `from` on: dealt out by the highest byte that differs, what little is then out of order is inserted. */
  private sort(from: number, level: number): void {
    if (this.size - from >= FEW) this.deal(from, level - 1);
    const { keys, order, size } = this;
    for (let i = from + 1; i < size; i++) {
      const key = keys[i]!;
      let hole = i;
      let before = keys[hole - 1]!;
      if (before <= key) continue;
      const record = order[i]!;
      do {
        keys[hole] = before;
        order[hole] = order[hole - 1]!;
        hole -= 1;
        before = hole > from ? keys[hole - 1]! : 0;
      } while (before > key);
      keys[hole] = key;
      order[hole] = record;
    }
  }

  /** A counting sort of the entries from `from` on by byte `byte` of their keys; keeps the order of equal ones. */
  private deal(from: number, byte: number): void {
    const { size, keys, order, records, starts, bucketedKeys, bucketedOrder } = this;
    const word = byte < 4 ? 0 : 1;
    const shift = 8 * (byte & 3);
    starts.fill(0);
    for (let i = from; i < size; i++) {
      const bucket = (records[RECORD_WORDS * i + word]! >>> shift) & (BUCKETS - 1);
      starts[bucket + 1]! += 1;
    }
    for (let bucket = 1; bucket < BUCKETS; bucket++) starts[bucket]! += starts[bucket - 1]!;
    for (let i = from; i < size; i++) {
      const bucket = (records[RECORD_WORDS * i + word]! >>> shift) & (BUCKETS - 1);
      const to = starts[bucket]!++;
      bucketedKeys[to] = keys[i]!;
      bucketedOrder[to] = i;
    }
    const count = size - from;
    for (let i = 0; i < count; i++) {
      keys[from + i] = bucketedKeys[i]!;
      order[from + i] = bucketedOrder[i]!;
    }
  }

  private reserve(size: number): void {
    if (size <= this.capacity) return;
    while (this.capacity < size) this.capacity *= 2;
    const { keys, order, records } = this;
    this.keys = new Float64Array(this.capacity + 1);
    this.keys.set(keys);
    this.order = new Int32Array(this.capacity);
    this.order.set(order);
    this.records = new Int32Array(RECORD_WORDS * this.capacity);
    this.records.set(records);
    this.bucketedKeys = new Float64Array(this.capacity);
    this.bucketedOrder = new Int32Array(this.capacity);
  }
}
