/**
 * What happened to hosts, a record each: when [ms], to which host, what (a phase, or one of `What`) and more of it.
 * Columns, because numbers of one kind compress well.
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

/** Columns one after another as variable-length integers; times as differences, which are small. Undone by `unpackColumns`. */
export function packColumns({ time, host, what, more }: Columns): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const at of time) {
    pushNumber(bytes, at - before);
    before = at;
  }
  for (const column of [host, what, more]) for (const value of column) pushNumber(bytes, value);
  return Uint8Array.from(bytes);
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
 * The columns that were packed.
 *
 * @throws ReplayFormatError where the bytes are not those of so many records, or name a host that does not exist.
 */
export function unpackColumns(bytes: Uint8Array, records: number, hosts: number): Columns {
  // A record is four bytes at least: whoever claims more of them asks for memory only.
  if (records * 4 > bytes.length) throw new ReplayFormatError("it ends too early");
  const reader = new NumberReader(bytes);
  const time = new Float64Array(records);
  let now = 0;
  for (let i = 0; i < records; i++) time[i] = now += reader.next();
  const host = new Uint32Array(records);
  for (let i = 0; i < records; i++) {
    const index = reader.next();
    if (index >= hosts) throw new ReplayFormatError(`it names host ${index} of ${hosts}`);
    host[i] = index;
  }
  const what = new Uint8Array(records);
  for (let i = 0; i < records; i++) what[i] = reader.next();
  const more = new Uint32Array(records);
  for (let i = 0; i < records; i++) more[i] = reader.next();
  if (!reader.isAtEnd) throw new ReplayFormatError("it goes on after its end");
  return { time, host, what, more };
}

/** Reads what `pushNumber` wrote. */
class NumberReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
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
