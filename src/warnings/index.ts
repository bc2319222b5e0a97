import { warningCodes } from "../scenario/warning-codes.js";
import * as kinds from "./kinds/index.js";
import type { Warning } from "./warning.js";

/** Every kind of warning, in the order in which a scenario may suppress them. */
export const warnings: readonly Warning[] = Object.values(kinds).toSorted(
  (a, b) => warningCodes.indexOf(a.code) - warningCodes.indexOf(b.code),
);
