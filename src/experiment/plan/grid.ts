import { parseDuration } from "../../support/duration-text.js";
import { parsePercentage, shown } from "../../support/quantity.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../support/time.js";

/** Values that a range may have at most: more are not told apart by any number of replications. */
const MOST = 100_000;

/** The range of a knob as a scenario writes it. */
export interface Range {
  readonly from: number | string;
  readonly to: number | string;
  readonly step?: number | string | undefined;
}

/** What is wrong with a range, and with which of its fields. */
export class GridError extends Error {
  override readonly name = "GridError";
  readonly field: keyof Range;

  constructor(field: keyof Range, message: string) {
    super(message);
    this.field = field;
  }
}

/** How values of a kind are read, and written again as people write them. */
interface Scale {
  readonly read: (written: number | string) => number | undefined;
  readonly write: (value: number) => number | string;
  readonly expected: string;
  /** Undefined: there is no step that goes without saying. */
  readonly step: number | undefined;
}

const figures: Scale = {
  read: (written) =>
    typeof written === "number" && Number.isFinite(written) ? written : undefined,
  write: (value) => value,
  expected: "a number",
  step: 1,
};

const shares: Scale = {
  read(written) {
    const share = typeof written === "string" ? parsePercentage(written) : undefined;
    return share === undefined ? undefined : rounded(share * 100);
  },
  write: (percent) => `${percent}%`,
  expected: "a share such as 5%",
  step: 1,
};

const times: Scale = {
  read: (written) => (typeof written === "string" ? parseDuration(written) : undefined),
  write(time) {
    const [unit, size] = UNITS.find(([, size]) => time % size === 0)!;
    return `${time / size}${unit}`;
  },
  expected: "a duration such as 30m",
  step: undefined,
};

const UNITS: readonly (readonly [string, number])[] = [
  ["d", DAY],
  ["h", HOUR],
  ["m", MINUTE],
  ["s", SECOND],
  ["ms", 1],
];

/**
 * The values of a range in ascending order, as a scenario would write them.
 *
 * @throws GridError where it is none.
 */
export function gridOf({ from, to, step }: Range): readonly (number | string)[] {
  const scale = [figures, shares, times].find(({ read }) => read(from) !== undefined);
  if (scale === undefined) {
    throw new GridError("from", `expected a number, a share or a duration, got ${shown(from)}`);
  }
  const read = (field: "to" | "step", written: number | string): number => {
    const value = scale.read(written);
    if (value !== undefined) return value;
    throw new GridError(field, `expected ${scale.expected}, as from has it, got ${shown(written)}`);
  };
  const first = scale.read(from)!;
  const last = read("to", to);
  const by = step === undefined ? scale.step : read("step", step);
  if (by === undefined) throw new GridError("step", `expected ${scale.expected}, got nothing`);
  if (by <= 0) throw new GridError("step", `expected more than 0, got ${shown(step)}`);
  if (last < first) {
    throw new GridError("to", `expected at least from (${String(from)}), got ${shown(to)}`);
  }
  const count = Math.floor(rounded((last - first) / by)) + 1;
  if (count > MOST) {
    throw new GridError(
      "step",
      `expected at most ${MOST} values from ${String(from)} to ${String(to)}, got ${count}`,
    );
  }
  return Array.from({ length: count }, (_, index) => scale.write(rounded(first + index * by)));
}

/** Without the noise of binary fractions, so that 0.1 + 0.2 is written as 0.3. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
