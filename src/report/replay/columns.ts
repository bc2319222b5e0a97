/**
 * What happened to hosts, a record each: when [ms], to which host, what (a phase, or one of `What`) and more of it. In the
 * order of time. Columns, because numbers of one kind compress well.
 */
export interface Columns {
  readonly time: Float64Array;
  readonly host: Uint32Array;
  readonly what: Uint8Array;
  readonly more: Uint32Array;
}

/** What a record says where it is not a host's new phase, whose number is below all of these and whose `more` is the cause. */
export const What = {
  /** `more`: release × 4 + ReleaseChange. */
  Runs: 32,
  /** `more`: release × 8 + BootOutcome. */
  BootFailed: 33,
  /** `more`: release. */
  FellBack: 34,
  /** `more`: release. */
  Defect: 35,
  /** `more`: release. */
  Granted: 36,
  /** `more`: release. */
  Noticed: 37,
} as const;

/** A replay that cannot be read. */
export class ReplayFormatError extends Error {
  override readonly name = "ReplayFormatError";
}

/** Times are kept in these [ms]: a scrubber has no finer steps, and a record takes half the room. */
export const TICK = 1000;

/** The first tick at which something that happens at this time [ms] has happened: the phases at each tick are the true ones. */
export function tickOf(time: number): number {
  return Math.ceil(time / TICK);
}

/** Bytes of a time between two records of a host, and so columns of bytes: 136 years of ticks. */
const GAP_BYTES = 4;

/**
 * Columns one after another, undone by `unpackColumns`: how many records each host has, then host after host what they say, and
 * when: after how many ticks, byte by byte from the lowest. What a host goes through repeats, so hosts compress better one by
 * one than mixed, and nobody has to say whose a record is. Numbers are of variable length but for the times.
 *
 * @param hosts how many there are
 */
export function packColumns({ time, host, what, more }: Columns, hosts: number): Uint8Array {
  const order = byHost(host, hosts);
  const bytes: number[] = [];
  for (const { length } of order) pushNumber(bytes, length);
  for (const column of [what, more]) {
    for (const records of order) for (const record of records) pushNumber(bytes, column[record]!);
  }
  const gaps: number[] = [];
  for (const records of order) {
    let before = 0;
    for (const record of records) {
      const tick = tickOf(time[record]!);
      gaps.push(tick - before);
      before = tick;
    }
  }
  const planes = Array.from({ length: GAP_BYTES }, (_, byte) =>
    gaps.map((gap) => (gap >>> (8 * byte)) & 255),
  );
  return Uint8Array.from([bytes, ...planes].flat());
}

/** The records of each host, in order. */
function byHost(host: Uint32Array, hosts: number): number[][] {
  const order = Array.from({ length: hosts }, (): number[] => []);
  for (const [record, index] of host.entries()) order[index]!.push(record);
  return order;
}

/** Seven bits a byte, lowest first; the eighth says that more follow. */
function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/**
 * The columns that were packed, with times at the end of their ticks. Records of one tick stand in the order of their hosts.
 *
 * @throws ReplayFormatError where the bytes are not those of so many records.
 */
export function unpackColumns(bytes: Uint8Array, records: number, hosts: number): Columns {
  // Whoever claims more than the bytes can say asks for memory only.
  if (hosts + records * (2 + GAP_BYTES) > bytes.length) {
    throw new ReplayFormatError("it ends too early");
  }
  const reader = new NumberReader(bytes);
  const host = new Uint32Array(records);
  let filled = 0;
  for (let index = 0; index < hosts; index++) {
    const end = filled + reader.next();
    if (end > records) throw new ReplayFormatError(`it has more than ${records} records`);
    host.fill(index, filled, end);
    filled = end;
  }
  if (filled < records) throw new ReplayFormatError(`it has ${filled} of ${records} records`);
  const what = Uint8Array.from({ length: records }, () => reader.next());
  const more = Uint32Array.from({ length: records }, () => reader.next());
  const tick = ticksOf(reader.rest(records * GAP_BYTES), host);
  return inOrderOfTime({ tick, host, what, more });
}

/** From the times between the records of each host to times. */
function ticksOf(planes: Uint8Array, host: Uint32Array): Float64Array {
  const records = host.length;
  const tick = new Float64Array(records);
  for (let i = 0; i < records; i++) {
    let gap = 0;
    for (let byte = GAP_BYTES - 1; byte >= 0; byte--) gap = gap * 256 + planes[byte * records + i]!;
    tick[i] = gap + (i > 0 && host[i] === host[i - 1] ? tick[i - 1]! : 0);
  }
  return tick;
}

function inOrderOfTime({
  tick,
  host,
  what,
  more,
}: Omit<Columns, "time"> & { readonly tick: Float64Array }): Columns {
  const records = tick.length;
  // Sorted as numbers, which is ten times as fast as by a function: each says its tick and its place.
  const keys = tick.map((at, i) => at * records + i).sort();
  const order = Uint32Array.from(keys, (key) => key % records);
  const pick = (i: number) => order[i]!;
  return {
    time: Float64Array.from(order, (i) => tick[i]! * TICK),
    host: host.map((_, i) => host[pick(i)]!),
    what: what.map((_, i) => what[pick(i)]!),
    more: more.map((_, i) => more[pick(i)]!),
  };
}

/** Reads what `pushNumber` wrote. */
class NumberReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** All that is left, which is to be so many bytes. */
  rest(length: number): Uint8Array {
    const left = this.#bytes.subarray(this.#at);
    if (left.length < length) throw new ReplayFormatError("it ends too early");
    if (left.length > length) throw new ReplayFormatError("it goes on after its end");
    return left;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new ReplayFormatError("it ends too early");
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }
}
