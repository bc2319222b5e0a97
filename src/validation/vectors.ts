import { z } from "zod";

/** One closed form with the figure that it gives. */
const vectorSchema = z.object({
  id: z.string(),
  group: z.string(),
  formula: z.string(),
  params: z.unknown(),
  expected: z.number(),
  unit: z.string().optional(),
  exact: z.boolean().optional(),
  notes: z.string().optional(),
});
/** One closed form with the figure that it gives. */
export type Vector = z.output<typeof vectorSchema>;

/** A file of closed forms: `{ vectors: [{ id, group, formula, params, expected, … }] }`. */
export const vectorFile = z.object({ vectors: z.array(vectorSchema) });
