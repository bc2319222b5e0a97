import type { Warning } from "../warning.js";

/** A suppression that suppresses nothing. */
export const unusedSuppression: Warning = {
  code: "unused-suppression",
  title: "A suppression that suppresses nothing",
  why: "What it was written for has been mended, or is elsewhere. It would hide the same mistake when somebody makes it again, under a reason that no longer holds.",
  example: `suppress:
  - { warning: budget-never-satisfied, path: "services[api]", reason: it stands still on purpose }`,
  mend: "Take it out (`--fix` does).",
  // Whether a suppression is used is known once all other warnings are: `findWarnings` tells them.
  find: () => [],
};
