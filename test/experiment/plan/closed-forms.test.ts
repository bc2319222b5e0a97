import { describe, expect, it } from "vitest";
import { closedForms } from "../../../bench/plan.js";

/** Few seeds, for a test of every day; `npm run bench -- plan` takes 200. */
const SEEDS = 3;

describe("a question of capacity with a closed form", () => {
  it.each(closedForms())(
    "has the answer of the formula: $name",
    { timeout: 180_000 },
    async (form) => {
      const answers: unknown[] = [];
      for (let seed = 0; seed < SEEDS; seed++) {
        const { answer } = await form.solve(`test ${seed}`);
        answers.push(answer);
      }
      expect(answers).toEqual(answers.map(() => form.exact));
    },
  );

  it("is asked of answers that are not at an end of their range", () => {
    expect(closedForms().map(({ exact }) => exact)).toEqual([10, 8, 3, 92, 3]);
  });
});
