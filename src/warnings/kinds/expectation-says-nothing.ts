import { metricOutputs } from "../../metrics/index.js";
import type { Warning } from "../warning.js";

/** An expectation that holds whatever happens. */
export const expectationSaysNothing: Warning = {
  code: "expectation-says-nothing",
  title: "An expectation that cannot fail",
  why: "The difference of a policy from itself is always 0, and a share or a count is always at least 0: such a bound holds in every world, and guards nothing.",
  example: `expect:
  - { metric: availability, policy: coreos, over: coreos, max: 1% }
  - { metric: exposure, policy: coreos, min: 0 }`,
  mend: "Compare with another policy, or bound the side that can be broken.",
  find: ({ scenario }) =>
    scenario.expect.flatMap((expectation, index) => {
      const { metric, policy, over, min, max } = expectation;
      const path = ["expect", index];
      if (over !== undefined && over === policy) {
        const found = `the difference of ${policy} from itself is always 0`;
        return [{ path: [...path, "over"], found, advice: "compare it with another policy" }];
      }
      if (over !== undefined) return [];
      const isShare = metricOutputs.find(({ name }) => name === metric)?.unit === "";
      const always = (min ?? 0) <= 0 && (max === undefined || (isShare && max >= 1));
      if (!always || (min === undefined && max === undefined)) return [];
      const bound = min === undefined ? `at most ${max!}` : `at least ${min}`;
      return [
        {
          path,
          found: `${metric} is always ${bound}`,
          advice: "bound the side that can be broken",
        },
      ];
    }),
};
