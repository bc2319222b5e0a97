import type { PolicyInput } from "./policy-input.js";

/** The documented defaults of a real system, as data: what a scenario would write, and where each figure is from. */
export interface Preset {
  /** Kebab-case, unique, as written in `preset:`. */
  readonly name: string;
  /** Which system it stands for and how that behaves, a few sentences. */
  readonly doc: string;
  /** Where the system is documented, repositories first. */
  readonly source: string;
  /** The settings, in the words and units of a scenario. */
  readonly settings: Omit<PolicyInput, "preset" | "description" | "sources">;
  /** Where each figure is from, by path inside the settings, as `/reboot/max`. */
  readonly sources: Readonly<Record<string, string>>;
}
