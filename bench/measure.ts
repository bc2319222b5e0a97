/** Something whose speed is measured: it does its operation as often as it is told. */
export interface Contender {
  readonly name: string;
  /**
   * Makes ready for a round, untimed. What it makes is dropped after the round, so that nobody's garbage is collected
   * at the cost of another.
   *
   * @returns a loop over so many operations, with a number that depends on all of them: so that none is optimized away
   */
  readonly prepare: () => (operations: number) => number;
}

/** Times of one contender. */
export interface Timing {
  /** Of one operation in each round [ns]. */
  readonly rounds: readonly number[];
  /** The median of them [ns]. */
  readonly median: number;
}

/** Operations between two looks at the clock. */
const CHUNK = 16_384;

/**
 * Measures contenders in turn, round by round, so that whatever else the machine does meets all of them alike; the first
 * round only warms up. Compare by `ratio` or `difference`, which pair the rounds.
 *
 * @param rounds counted rounds, odd
 * @param milliseconds each contender's share of a round, at least
 */
export function measure(
  contenders: readonly Contender[],
  rounds = 7,
  milliseconds = 120,
): Timing[] {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const time = timeOf(contender, milliseconds);
      if (round > 0) times[index]!.push(time);
    }
  }
  return times.map((each) => ({ rounds: each, median: median(each) }));
}

function timeOf(contender: Contender, milliseconds: number): number {
  const work = contender.prepare();
  globalThis.gc?.();
  let checksum = work(CHUNK);
  let operations = 0;
  let elapsed = 0;
  const start = performance.now();
  while (elapsed < milliseconds) {
    checksum += work(CHUNK);
    operations += CHUNK;
    elapsed = performance.now() - start;
  }
  if (Number.isNaN(checksum)) throw new Error(`${contender.name}: its checksum is no number`);
  return (elapsed * 1e6) / operations;
}

/** How many times as fast as another a contender is: the median over the rounds. */
export function ratio(contender: Timing, other: Timing): number {
  return median(contender.rounds.map((time, round) => other.rounds[round]! / time));
}

/** What a contender costs over another [ns]: the median over the rounds. */
export function difference(contender: Timing, other: Timing): number {
  return median(contender.rounds.map((time, round) => time - other.rounds[round]!));
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
