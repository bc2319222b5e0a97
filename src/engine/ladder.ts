/**
 * A radix ladder: the events that are not due soon, sorted only as far as it takes to know which are next.
 *
 * Keys are read as seven bytes. An event lies on the level of the highest byte in which its key differs from a reference,
 * the base, in the slot of that byte's value: 256 slots to a level, each 256 times as wide as those a level below. As the base
 * is before all events, a lower level is earlier than a higher one, and within a level a lower slot than a higher. A slot is a list of chunks
 * in insertion order, written at its end only; splitting a slot deals it out in that order, so that equal keys never
 * change places.
 *
 * @see Ahuja, Mehlhorn, Orlin, Tarjan, "Faster algorithms for the shortest path problem", JACM 37 (1990): radix heaps.
 * @see Tang, Goh, Thng, "Ladder queue", ACM TOMACS 15 (2005): splitting only what is next, and sorting only its last remains.
 */
import { CHUNK_RECORDS, CHUNK_SHIFT, ChunkPool } from "./chunk-pool.js";
import { HIGH_MASK, highOf, lowOf, RECORD_WORDS } from "./record.js";
import type { SortedRun } from "./sorted-run.js";

const LEVELS = 7;
const SLOTS = 256;
/** Ratio of the widths of two levels next to each other. */
const FANOUT = 256;

/** A run is gathered from further slots until it has this many events: opening a window costs as much as some tens of them. */
const RUN_ENOUGH = 64;
/** A slot of more events than this is split, unless all its keys are equal. */
const RUN_LIMIT = 384;

/** Fields of a slot: first chunk; record to be written next, on a chunk boundary when a new chunk is due; events. */
const SLOT_WORDS = 4;
const HEAD = 0;
const CURSOR = 1;
const COUNT = 2;

/** Width of a slot of each level, in keys; the last is the width of all levels together. */
const WIDTHS = Float64Array.from({ length: LEVELS + 1 }, (_, level) => widthOf(level));

function widthOf(level: number): number {
  return level === 0 ? 1 : FANOUT * widthOf(level - 1);
}

/** Events by key, the earliest of which are moved to a sorted run on demand. */
export class Ladder {
  /** Events held. */
  count = 0;
  private pool = new ChunkPool();
  private slots = new Int32Array(LEVELS * SLOTS * SLOT_WORDS);
  /** A bit for each slot that holds something, a word for 32 of them; and a bit for each such level. */
  private occupied = new Int32Array((LEVELS * SLOTS) / 32);
  private levels = 0;
  /** A key before all events; and the level of the slot that it starts, below which all levels were emptied. */
  private base = 0;
  private baseLow = 0;
  private baseHigh = 0;
  private baseLevel = LEVELS;

  /** Memory held [bytes]. */
  get bytes(): number {
    return this.pool.bytes + this.slots.byteLength + this.occupied.byteLength;
  }

  /** A key that no event is before; Infinity when empty. */
  get earliest(): number {
    if (this.count === 0) return Number.POSITIVE_INFINITY;
    return this.startOf(this.earliestSlot());
  }

  /** Adds an event, given as the words of its record, behind all those of an equal key. Its key must not be before the base. */
  append(low: number, second: number, subject: number, argument: number): void {
    const high = second & HIGH_MASK;
    const highDifference = high ^ this.baseHigh;
    // An event at the base itself goes to the lowest level like its neighbours: hence the 1.
    const level =
      highDifference !== 0
        ? 4 + ((31 - Math.clz32(highDifference)) >> 3)
        : (31 - Math.clz32((low ^ this.baseLow) | 1)) >> 3;
    const byte = ((level < 4 ? low : high) >>> (8 * (level & 3))) & (SLOTS - 1);
    const slots = this.slots;
    const slot = SLOT_WORDS * (level * SLOTS + byte);
    let cursor = slots[slot + CURSOR]!;
    if ((cursor & (CHUNK_RECORDS - 1)) === 0) cursor = this.extend(slot);
    slots[slot + CURSOR] = cursor + 1;
    slots[slot + COUNT]! += 1;
    const records = this.pool.records;
    const word = RECORD_WORDS * cursor;
    records[word] = low;
    records[word + 1] = second;
    records[word + 2] = subject;
    records[word + 3] = argument;
    this.count += 1;
  }

  /**
   * Moves the earliest events to the run, which must be used up. The ladder must not be empty.
   *
   * @returns the end of the window that the run covers: no event that is left has a key below it, Infinity when none is left
   */
  open(run: SortedRun): number {
    run.clear();
    while (this.count > 0 && run.remaining < RUN_ENOUGH) {
      const slot = this.earliestSlot();
      const level = slot >> 8;
      const tooMany = this.slots[SLOT_WORDS * slot + COUNT]! > RUN_LIMIT - run.remaining;
      this.rebase(this.startOf(slot), level);
      if (tooMany && level > 0) this.split(slot);
      else this.gather(slot, run);
    }
    return this.count === 0 ? Number.POSITIVE_INFINITY : this.base + WIDTHS[this.baseLevel]!;
  }

  /**
   * Makes the ladder take events from `now` on, where it can, though the window opened last went further: what the window
   * still has must then be appended. It cannot go back beyond the slot, one level up, in which the window lies.
   *
   * @param now a key below the end of the window opened last
   * @returns the key from which on it could take events: `now` or a later one
   */
  lowestStart(now: number): number {
    if (this.count === 0) return now;
    const width = WIDTHS[this.baseLevel + 1]!;
    return Math.max(now, Math.floor(this.base / width) * width);
  }

  /** Takes events from `start` on, which comes from `lowestStart`. */
  restart(start: number): void {
    this.rebase(start, 0);
  }

  /** A copy that goes on by itself. */
  fork(): Ladder {
    const copy = new Ladder();
    copy.count = this.count;
    copy.pool = this.pool.fork();
    copy.slots = this.slots.slice();
    copy.occupied = this.occupied.slice();
    copy.levels = this.levels;
    copy.rebase(this.base, this.baseLevel);
    return copy;
  }

  private rebase(base: number, level: number): void {
    this.base = base;
    this.baseLow = lowOf(base);
    this.baseHigh = highOf(base);
    this.baseLevel = level;
  }

  /** Number of the first slot of the lowest level that has one; there must be one. */
  private earliestSlot(): number {
    const level = 31 - Math.clz32(this.levels & -this.levels);
    let word = (level * SLOTS) >> 5;
    while (this.occupied[word] === 0) word += 1;
    const bits = this.occupied[word]!;
    return 32 * word + 31 - Math.clz32(bits & -bits);
  }

  /** The lowest key that lies in a slot. */
  private startOf(slot: number): number {
    const level = slot >> 8;
    const above = WIDTHS[level + 1]!;
    return Math.floor(this.base / above) * above + (slot & (SLOTS - 1)) * WIDTHS[level]!;
  }

  /** Gives a slot a chunk to write to, and returns the chunk's first record. */
  private extend(slot: number): number {
    const { pool, slots } = this;
    const chunk = pool.take();
    const cursor = slots[slot + CURSOR]!;
    if (slots[slot + COUNT] === 0) {
      slots[slot + HEAD] = chunk;
      this.mark(slot / SLOT_WORDS);
    } else {
      pool.following[(cursor - 1) >> CHUNK_SHIFT] = chunk;
    }
    return chunk << CHUNK_SHIFT;
  }

  private mark(slot: number): void {
    this.occupied[slot >> 5]! |= 1 << (slot & 31);
    this.levels |= 1 << (slot >> 8);
  }

  /** Empties a slot; its chunks are then the caller's. */
  private detach(slot: number): void {
    this.count -= this.slots[SLOT_WORDS * slot + COUNT]!;
    this.slots.fill(0, SLOT_WORDS * slot, SLOT_WORDS * slot + SLOT_WORDS);
    this.occupied[slot >> 5]! &= ~(1 << (slot & 31));
    const first = (slot & -SLOTS) >> 5;
    let any = 0;
    for (let word = first; word < first + SLOTS / 32; word++) any |= this.occupied[word]!;
    if (any === 0) this.levels &= ~(1 << (slot >> 8));
  }

  private gather(slot: number, run: SortedRun): void {
    const head = this.slots[SLOT_WORDS * slot + HEAD]!;
    const count = this.slots[SLOT_WORDS * slot + COUNT]!;
    this.detach(slot);
    run.gather(this.pool, { head, count, level: slot >> 8 });
  }

  /** Deals the events of a slot out to the levels below, in insertion order; the base must be where the slot starts. */
  private split(slot: number): void {
    const { pool } = this;
    let chunk = this.slots[SLOT_WORDS * slot + HEAD]!;
    let left = this.slots[SLOT_WORDS * slot + COUNT]!;
    this.detach(slot);
    while (left > 0) {
      const first = RECORD_WORDS * CHUNK_RECORDS * chunk;
      const end = first + RECORD_WORDS * Math.min(left, CHUNK_RECORDS);
      for (let word = first; word < end; word += RECORD_WORDS) {
        const { records } = pool;
        this.append(records[word]!, records[word + 1]!, records[word + 2]!, records[word + 3]!);
      }
      const done = chunk;
      chunk = pool.following[done]!;
      pool.release(done);
      left -= CHUNK_RECORDS;
    }
  }
}
