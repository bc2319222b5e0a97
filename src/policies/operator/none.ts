import { z } from "zod";
import { NEVER } from "../../support/time.js";
import { definePart } from "../part.js";

/** Nobody looks. */
export const none = definePart<Record<string, never>, null>({
  role: "operator",
  name: "none",
  doc: "Nobody stops a rollout by hand.",
  config: z.strictObject({}),
  start: () => null,
  decide: (_, memory) => ({ memory, commands: [], wakeAt: NEVER }),
});
