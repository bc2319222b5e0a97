/** Settings as a scenario writes them. */
export type Settings = Readonly<Record<string, unknown>>;

/** Whether a value is an object with settings, not a list and not a plain value. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Lays settings over others, field by field and level by level; lists are replaced whole. Where `kind` is another one, nothing
 * of what was below is kept, since its fields mean something else.
 */
export function mergeSettings(below: Settings, above: Settings): Settings {
  if (above["kind"] !== undefined && above["kind"] !== below["kind"]) return above;
  const merged: Record<string, unknown> = { ...below };
  for (const [field, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const under = merged[field];
    merged[field] = isSettings(under) && isSettings(value) ? mergeSettings(under, value) : value;
  }
  return merged;
}
