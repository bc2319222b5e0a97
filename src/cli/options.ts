import { availableParallelism } from "node:os";
import { nearest } from "../support/nearest.js";
import { parseDuration } from "../support/duration-text.js";
import type { Time } from "../support/time.js";
import { UsageError } from "./exit-code.js";

/** Reads a whole number of an option. @throws UsageError naming the option. */
export function wholeNumber(option: string, minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      throw new UsageError(
        `${option}: expected a whole number of at least ${minimum}, got "${text}"`,
      );
    }
    return value;
  };
}

/** Reads a multiple of at least 1. @throws UsageError naming the option. */
export function multiple(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value < 1 || value > MOST_TIMES) {
      throw new UsageError(
        `${option}: expected a number from 1 to ${MOST_TIMES} such as 5, got "${text}"`,
      );
    }
    return value;
  };
}

/** More is a mistyped number. */
const MOST_TIMES = 1_000;

/** Reads a duration of an option, such as 36h. @throws UsageError naming the option. */
export function duration(option: string): (text: string) => Time {
  return (text) => {
    const value = parseDuration(text);
    if (value === undefined) {
      throw new UsageError(`${option}: expected a duration such as 90s, 45m or 30d, got "${text}"`);
    }
    return value;
  };
}

/** Worker threads to use where nothing is said: one per core. */
export function defaultWorkers(): number {
  return availableParallelism();
}

/** Checks that a name is one of those there are. @throws UsageError with the nearest one. */
export function oneOf(what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  throw new UsageError(`${what}: expected one of ${names.join(", ")}, got "${name}"${hint}`);
}
