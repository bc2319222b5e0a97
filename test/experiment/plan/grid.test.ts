import { describe, expect, it } from "vitest";
import { GridError, gridOf } from "../../../src/experiment/plan/grid.js";

describe("the values of a range", () => {
  it.each([
    [{ from: 1, to: 4 }, [1, 2, 3, 4]],
    [{ from: 0.1, to: 0.5, step: 0.1 }, [0.1, 0.2, 0.3, 0.4, 0.5]],
    [{ from: 10, to: 45, step: 10 }, [10, 20, 30, 40]],
    [{ from: "5%", to: "7%" }, ["5%", "6%", "7%"]],
    [{ from: "0.1%", to: "0.3%", step: "0.1%" }, ["0.1%", "0.2%", "0.3%"]],
    [{ from: "30m", to: "2h", step: "30m" }, ["30m", "1h", "90m", "2h"]],
    [{ from: 3, to: 3 }, [3]],
  ])("%j is %j", (range, values) => {
    expect(gridOf(range)).toEqual(values);
  });

  it.each([
    [{ from: 5, to: 4 }, "to", "expected at least from (5), got 4"],
    [{ from: 1, to: "9%" }, "to", 'expected a number, as from has it, got "9%"'],
    [{ from: "1h", to: "9h" }, "step", "expected a duration such as 30m, got nothing"],
    [{ from: 1, to: 9, step: 0 }, "step", "expected more than 0, got 0"],
    [{ from: "many", to: 9 }, "from", 'expected a number, a share or a duration, got "many"'],
    [{ from: 0, to: 1e9 }, "step", "expected at most 100000 values"],
  ])("%j is refused", (range, field, message) => {
    const refused = () => gridOf(range);
    expect(refused).toThrow(GridError);
    expect(refused).toThrow(message);
    expect(refused).toThrow(expect.objectContaining({ field }));
  });
});
