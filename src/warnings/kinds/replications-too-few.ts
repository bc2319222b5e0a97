import type { Path } from "../../scenario/read-yaml.js";
import type { Warning } from "../warning.js";

/** Fewer replications than it takes to show what is asked for. */
export const replicationsTooFew: Warning = {
  code: "replications-too-few",
  title: "Too few replications to show what is asked",
  why: "That a bound holds in a share p of all replications is shown with confidence c by ln(1 - c) / ln(p) replications at least, none of which breaks it: 299 for 99% at 95%. With fewer the answer is no, whatever the fleet does. A single replication has no interval at all.",
  example: `plan:
  find: smallest
  vary: fleet.groups[web].hosts
  from: 10
  to: 20
  require: { holds: [{ metric: budget-violation, max: 0 }], in: 99% }
  replications: { max: 100 }`,
  mend: "Allow more replications, or ask for a lower share.",
  find: ({ scenario }) => {
    const { plan, tune, replications, expect } = scenario;
    const ofPlan =
      plan?.require?.kind === "chance"
        ? short(plan.require.least, plan.confidence, plan.replications.max, [
            "plan",
            "replications",
          ])
        : [];
    const ofTune = (tune?.require ?? []).flatMap((one) =>
      short(one.in, tune!.confidence, tune!.replications.final, ["tune", "replications"]),
    );
    const single = replications < 2 && expect.length > 0;
    return [
      ...(single
        ? [
            {
              path: ["replications"],
              found: "one replication has no interval, and what is expected is judged by luck",
              advice: "ask for 20 replications or more",
            },
          ]
        : []),
      ...ofPlan,
      ...ofTune.slice(0, 1),
    ];
  },
};

function short(share: number, confidence: number, most: number, path: Path) {
  const needed = Math.ceil(Math.log(1 - confidence) / Math.log(share) - 1e-9);
  if (most >= needed) return [];
  const [held, sure] = [share, confidence].map((one) => Number((100 * one).toPrecision(6)));
  return [
    {
      path,
      found: `that bounds hold in ${held} % of all replications is shown with ${sure} % confidence by ${needed} replications at least, and there are ${most} at most`,
      advice: `allow ${needed} or more, or ask for a lower share`,
    },
  ];
}
