import { z } from "zod";
import { NEVER } from "../../support/time.js";
import { definePart } from "../part.js";

/** No automatic health: what most systems of the survey ship. */
export const none = definePart<Record<string, never>, null>({
  role: "health",
  name: "none",
  doc: "Nothing is watched; no release is stopped automatically.",
  config: z.strictObject({}),
  start: () => null,
  decide: (_, memory) => ({ memory, commands: [], wakeAt: NEVER }),
});
