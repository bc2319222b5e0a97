/** `ranges`: between which values a figure may truly lie, for those who ask how wrong the guesses of a scenario may be. */
import { z } from "zod";
import { shown } from "../support/quantity.js";

const end = () => z.union([z.number(), z.string()]);

/** Schema of the block. What the paths lead to is checked by `checkRanges`. */
export const rangesSchema = z
  .record(
    z.string(),
    z.tuple([end(), end()], {
      error: (issue) => `expected two values such as [1h, 8h], got ${shown(issue.input)}`,
    }),
  )
  .default({})
  .describe(
    "Between which values figures may truly lie, by path, as `{ /people/notice: [1h, 8h] }`; `*` stands for every entry of a list, a name for the entry that bears it. Of a distribution the centre is meant. `shakedown robust` varies them; what has no range here gets one by its kind.",
  );
