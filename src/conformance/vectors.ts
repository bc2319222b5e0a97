import { z } from "zod";

/** One expectation of how a real system behaves. */
const vectorSchema = z.object({
  id: z.string(),
  family: z.string(),
  op: z.string(),
  input: z.unknown(),
  expect: z.record(z.string(), z.unknown()),
  source: z.string().optional(),
  note: z.string().optional(),
});
/** One expectation of how a real system behaves. */
export type Vector = z.output<typeof vectorSchema>;

/** A file of vectors: `{ vectors: [{ id, family, op, input, expect, source? }] }`. */
export const vectorFile = z.object({ vectors: z.array(vectorSchema) });
