import { RECORD_WORDS } from "./record.js";

/** Records of a chunk are 2 to this power. A chunk of 32 is eight cache lines: long enough to stream, short enough to waste little. */
export const CHUNK_SHIFT = 5;
/** Records of a chunk. */
export const CHUNK_RECORDS = 1 << CHUNK_SHIFT;

const INITIAL_CHUNKS = 16;
const NONE = -1;

/** Fixed-size chunks of records out of one growing array, given back to be used again. */
export class ChunkPool {
  /** The records of all chunks. Replaced when the pool grows: hold it across no `take`. */
  records = new Int32Array(INITIAL_CHUNKS * CHUNK_RECORDS * RECORD_WORDS);
  /** By chunk: the one that follows it, in the list of its owner or among the free ones. */
  following = new Int32Array(INITIAL_CHUNKS);
  private capacity = INITIAL_CHUNKS;
  /** Chunks that were ever taken; those from here on are untouched. */
  private touched = 0;
  private free = NONE;

  /** Memory held [bytes]. */
  get bytes(): number {
    return this.records.byteLength + this.following.byteLength;
  }

  /** Gives a chunk to fill; what is in it is of no use. */
  take(): number {
    const chunk = this.free;
    if (chunk !== NONE) {
      this.free = this.following[chunk]!;
      return chunk;
    }
    if (this.touched === this.capacity) this.grow();
    return this.touched++;
  }

  /** Takes a chunk back. */
  release(chunk: number): void {
    this.following[chunk] = this.free;
    this.free = chunk;
  }

  /** A copy that goes on by itself. */
  fork(): ChunkPool {
    const copy = new ChunkPool();
    copy.records = this.records.slice();
    copy.following = this.following.slice();
    copy.capacity = this.capacity;
    copy.touched = this.touched;
    copy.free = this.free;
    return copy;
  }

  private grow(): void {
    const { records, following } = this;
    this.capacity *= 2;
    this.records = new Int32Array(2 * records.length);
    this.records.set(records);
    this.following = new Int32Array(2 * following.length);
    this.following.set(following);
  }
}
