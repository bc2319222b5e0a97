import type { View } from "../src/fleet/control/policy-contract.js";
import { presets } from "../src/policies/index.js";
import { composePolicy } from "../src/policies/policy.js";
import { policyInput, resolvePolicy } from "../src/policies/policy-schema.js";
import { DAY, MINUTE, WEEK } from "../src/support/time.js";
import { measure, type Contender } from "./measure.js";
import type { BenchResult } from "./result.js";

/** Hosts of the fleet that is decided on. */
const HOSTS = 10_000;
/** Releases that have appeared, one a day. */
const RELEASES = 10;

/** A fleet of 10,000 hosts in two groups, on which ten releases are under way. */
function viewAt(now: number): View {
  const stage = { hosts: 2_500, grants: 2_000, successes: 1_900, failures: 3, troubles: 2 };
  return {
    now,
    timeOfWeek: now % WEEK,
    startedAt: 0,
    channels: ["alpha", "stable"],
    groups: [
      { name: "web", hosts: HOSTS - 100, channel: 1, holders: 1, oldestLock: now - MINUTE },
      { name: "canary", hosts: 100, channel: 0, holders: 0, oldestLock: undefined },
    ],
    releases: Array.from({ length: RELEASES }, (_, index) => ({
      version: `${index + 1}.0.0`,
      barrier: false,
      deadEnd: false,
      security: false,
      publishedAt: [index * DAY, index * DAY],
      withdrawn: [false, false],
      grants: 8_000,
      successes: 7_900,
      failures: 3,
      troubles: 2,
      stages: [
        [stage, stage, stage, stage],
        [stage, stage],
      ],
    })),
  };
}

function decisionsOf(preset: string): Contender {
  const policy = composePolicy(resolvePolicy(policyInput.parse({ preset })).parts);
  return {
    name: preset,
    prepare: () => {
      let now = RELEASES * DAY;
      let { memory } = policy.decide(viewAt(now), policy.start());
      const view = viewAt(now);
      return (operations) => {
        let orders = 0;
        for (let i = 0; i < operations; i++) {
          now += MINUTE;
          const decision = policy.decide({ ...view, now, timeOfWeek: now % WEEK }, memory);
          memory = decision.memory;
          orders += decision.commands.length;
        }
        return orders;
      };
    },
  };
}

/** What one decision of a whole policy costs: all of its parts, and what settles their orders. */
export function policyDecisions(): BenchResult {
  const contenders = presets.map(({ name }) => decisionsOf(name));
  const timings = measure(contenders, 3, 40);
  return {
    subject: "policy-decisions",
    about: `One decision of a preset on ${HOSTS.toLocaleString("en")} hosts and ${RELEASES} releases under way; it does not depend on the number of hosts.`,
    rows: timings.map(({ median }, index) => ({
      name: contenders[index]!.name,
      figures: { "µs a decision": median / 1_000 },
    })),
  };
}
