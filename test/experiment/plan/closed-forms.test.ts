import { describe, expect, it } from "vitest";
import { closedForms } from "../../../bench/plan.js";

/** Few seeds, for a test of every day; `npm run bench -- plan` takes 200. */
const SEEDS = 5;

describe("a question of capacity with a closed form", () => {
  it.each(closedForms())(
    "has the answer of the formula: $name",
    { timeout: 60_000 },
    async (form) => {
      const answers: unknown[] = [];
      for (let seed = 0; seed < SEEDS; seed++) {
        const { answer } = await form.solve(`test ${seed}`);
        answers.push(answer);
      }
      expect(answers.filter((answer) => answer === form.exact).length).toBeGreaterThanOrEqual(4);
    },
  );

  it("is asked of answers that are not at an end of their range", () => {
    expect(closedForms().map(({ exact }) => exact)).toEqual([10, 8, 3, 92, 3]);
  });
});
