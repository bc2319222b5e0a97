/**
 * A rolling 64-bit hash of transitions. Each transition is eight 32-bit words, four to each of two lanes; the lanes are
 * then added to each other. Every step can be undone, so that no state forgets what went in: two streams that differ in one
 * bit of one transition always differ after it, and other differences go unseen with a probability of about 2^-64.
 *
 * @see Collet, "xxHash fast digest algorithm", XXH32 step 2: the round `rotl(lane + word * P2, 13) * P1`, and its primes.
 * @see Appleby, MurmurHash3_x86_128: adding the lanes to each other, and the finalizer fmix32.
 */

const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
/** Where XXH32's first two lanes start for the seed 0. */
const START_A = (PRIME_1 + PRIME_2) | 0;
const START_B = PRIME_2;

/** The high half of an integer below 2^53 in magnitude; negative ones have a negative half, as in two's complement. */
function highWord(x: number): number {
  return Math.floor(x * (1 / 4294967296)) | 0;
}

function round(lane: number, word: number): number {
  const sum = (lane + Math.imul(word, PRIME_2)) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), PRIME_1);
}

/** MurmurHash3's finalizer: each bit in changes each bit out with a probability near one half. */
function avalanche(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Hash of a stream of transitions: depends on each of their bits and on their order. */
export class TransitionHash {
  private a = START_A;
  private b = START_B;
  private added = 0;

  /**
   * Goes on over one transition.
   *
   * @param time [ms], an integer [0..2^53)
   * @param kind [0..255]
   * @param subject, from, to, cause: int32
   * @param detail an integer below 2^53 in magnitude
   */
  add(
    time: number,
    kind: number,
    subject: number,
    from: number,
    to: number,
    cause: number,
    detail: number,
  ): void {
    // The high half of the time has 21 bits: there is room for the kind beside it.
    const a = round(round(round(round(this.a, time | 0), subject), from), detail | 0);
    const late = highWord(time) | (kind << 21);
    const b = round(round(round(round(this.b, late), to), cause), highWord(detail));
    this.a = (a + b) | 0;
    this.b = (b + this.a) | 0;
    this.added = (this.added + 1) | 0;
  }

  /** The hash so far, 16 hex digits. */
  digest(): string {
    const { a, b } = this.finished();
    return hex(a) + hex(b);
  }

  /** The first half of the hash so far, as an unsigned 32-bit number: enough to find where two runs part. */
  get value32(): number {
    return this.finished().a >>> 0;
  }

  /** A copy that goes on by itself. */
  fork(): TransitionHash {
    const copy = new TransitionHash();
    copy.a = this.a;
    copy.b = this.b;
    copy.added = this.added;
    return copy;
  }

  /** The finalization of MurmurHash3_x86_128, for two lanes. */
  private finished(): { readonly a: number; readonly b: number } {
    let a = this.a ^ this.added;
    let b = this.b ^ this.added;
    a = (a + b) | 0;
    b = (b + a) | 0;
    a = avalanche(a);
    b = avalanche(b);
    a = (a + b) | 0;
    b = (b + a) | 0;
    return { a, b };
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
