import { isSettings } from "../policies/merge-settings.js";

/** Changes to data as a scenario file writes it; what is given is never written to. */

/** Data of a scenario file, or a part of it. */
export type Settings = Readonly<Record<string, unknown>>;

/** Where a value stands in data. */
export type DataPath = readonly (string | number)[];

/** The value at a path; undefined where there is none. */
export function valueAt(data: unknown, path: DataPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(step)];
    return isSettings(value) ? value[step] : undefined;
  }, data);
}

/** The data with another value at a path. */
export function withValue(data: Settings, path: DataPath, value: unknown): Settings {
  return replaced(data, path, value) as Settings;
}

/** The data without the field or the element of a list at a path. */
export function without(data: Settings, path: DataPath): Settings {
  const parent = path.slice(0, -1);
  const last = path.at(-1)!;
  const holder = valueAt(data, parent);
  const rest = Array.isArray(holder)
    ? holder.filter((_, index) => index !== last)
    : Object.fromEntries(Object.entries(holder as Settings).filter(([key]) => key !== last));
  return replaced(data, parent, rest) as Settings;
}

/** Every path below a value with what stands there, the outer before the inner. */
export function pathsOf(value: unknown, at: DataPath = []): { path: DataPath; value: unknown }[] {
  const inner: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...(value as readonly unknown[]).entries()]
    : isSettings(value)
      ? Object.entries(value)
      : [];
  return inner.flatMap(([step, one]) => {
    const path = [...at, step];
    return [{ path, value: one }, ...pathsOf(one, path)];
  });
}

function replaced(value: unknown, path: DataPath, by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).map((one, index) =>
      index === step ? replaced(one, rest, by) : one,
    );
  }
  const holder = value as Settings;
  return { ...holder, [step]: replaced(holder[step], rest, by) };
}
