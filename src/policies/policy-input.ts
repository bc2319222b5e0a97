import type { Settings } from "./merge-settings.js";

/** What a scenario writes: settings in the units of people. Parts whose kind the preset gives need not repeat it. */
export interface PolicyInput {
  readonly preset?: string;
  readonly description?: string;
  readonly offer?: Settings;
  readonly reboot?: Settings;
  readonly health?: Settings;
  readonly operator?: Settings;
  readonly update?: Settings;
  readonly agent?: Settings;
  readonly runtime?: Settings;
  readonly sources?: Readonly<Record<string, string>>;
}
