import { DAY, HOUR, MINUTE, NEVER, SECOND, type Time } from "../support/time.js";

/** A duration as a scenario writes it, in its largest whole unit or with one decimal: `90s`, `2.5h`, `never`. */
export function timeInWords(time: Time): string {
  if (time === NEVER) return "never";
  for (const [unit, size] of UNITS) {
    if (time >= size && time % size === 0 && time / size < 1000) return `${time / size}${unit}`;
  }
  const [unit, size] = UNITS.find(([, one]) => time >= one) ?? ["s", SECOND];
  return `${Math.round((10 * time) / size) / 10}${unit}`;
}

const UNITS = [
  ["d", DAY],
  ["h", HOUR],
  ["m", MINUTE],
  ["s", SECOND],
] as const;

/** The next duration of at least that length that people would write, in whole minutes, hours or days. */
export function nextTimeInWords(time: Time): string {
  if (time === NEVER) return "never";
  const [, size] = UNITS.find(([, one]) => time >= 10 * one) ?? ["s", SECOND];
  return timeInWords(Math.ceil(time / size) * size);
}

/** `1 host`, `2 hosts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
