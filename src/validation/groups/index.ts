import type { Group } from "../formula.js";
import { availability } from "./availability.js";
import { background } from "./background.js";
import { blastRadius } from "./blast-radius.js";
import { boot } from "./boot.js";
import { bridge } from "./bridge.js";
import { capacity } from "./capacity.js";
import { collision } from "./collision.js";
import { detection } from "./detection.js";
import { downtime } from "./downtime.js";
import { drain } from "./drain.js";
import { duration } from "./duration.js";
import { manualRepair } from "./manual-repair.js";
import { policy } from "./policy.js";
import { queue } from "./queue.js";
import { recovery } from "./recovery.js";

/** Every group of formulas. */
export const groups: readonly Group[] = [
  boot,
  bridge,
  drain,
  duration,
  detection,
  blastRadius,
  policy,
  queue,
  manualRepair,
  availability,
  background,
  downtime,
  recovery,
  capacity,
  collision,
];
