import { Cause, ContainerPhase } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";

interface State {
  /** Containers of each service that serve. */
  readonly serving: Int32Array;
}

/** A disruption budget holds up evictions; crashes do not ask it. */
export const evictionsWithinBudget = defineInvariant<State>({
  name: "evictions-within-budget",
  doc: "No container is evicted where its service would then serve with fewer than its disruption budget demands, or has two budgets.",
  start: ({ services }) => ({
    serving: Int32Array.from(services, ({ replicas }) => replicas),
  }),
  on: {
    ContainerPhase({ serving }, { subject, from, to, cause }, facts) {
      if (from === to) return undefined;
      const index = facts.serviceOf[subject]!;
      if (to === ContainerPhase.Serving) serving[index]! += 1;
      if (from !== ContainerPhase.Serving) return undefined;
      const left = (serving[index]! -= 1);
      if (to !== ContainerPhase.Stopping || cause !== Cause.Planned) return undefined;
      const { name, budgets, minAvailable } = facts.services[index]!;
      if (budgets === 0 || (budgets === 1 && left >= minAvailable)) return undefined;
      return `service "${name}" loses a container to an eviction and serves with ${left}; its budget demands ${minAvailable}`;
    },
  },
});
