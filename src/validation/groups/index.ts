import type { Group } from "../formula.js";
import { availability } from "./availability.js";
import { blastRadius } from "./blast-radius.js";
import { boot } from "./boot.js";
import { duration } from "./duration.js";
import { manualRepair } from "./manual-repair.js";
import { queue } from "./queue.js";
import { recovery } from "./recovery.js";

/** Every group of formulas. */
export const groups: readonly Group[] = [
  boot,
  duration,
  blastRadius,
  queue,
  manualRepair,
  availability,
  recovery,
];
