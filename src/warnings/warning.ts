import type { Path } from "../scenario/read-yaml.js";
import type { WarningCode } from "../scenario/warning-codes.js";
import type { Subject } from "./subject.js";

/** Something that cannot work as it is written. */
export interface Finding {
  /** Where in the data; as far as it leads where the file leaves it to a preset. */
  readonly path: Path;
  /** What was found, a sentence without its full stop. */
  readonly found: string;
  /** What to do about it, a sentence without its full stop. */
  readonly advice: string;
  /** Whether taking it out mends it, and nothing else would be meant. Default false. */
  readonly removable?: true;
}

/** A kind of warning: what an engineer would not have written had they seen it. It reads and simulates nothing. */
export interface Warning {
  readonly code: WarningCode;
  /** What is wrong, a few words for a heading. */
  readonly title: string;
  /** Why it cannot work, a few sentences. */
  readonly why: string;
  /** Lines of a scenario that are warned of. */
  readonly example: string;
  /** How to mend it, a sentence or two. */
  readonly mend: string;
  /** Every place of it, in the order of the file as far as that is natural. */
  find(subject: Subject): readonly Finding[];
}
