import type { Group } from "../formula.js";
import { boot } from "./boot.js";
import { duration } from "./duration.js";
import { queue } from "./queue.js";

/** Every group of formulas. */
export const groups: readonly Group[] = [boot, duration, queue];
