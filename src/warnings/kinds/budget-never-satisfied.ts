import type { Scenario } from "../../scenario/scenario.js";
import { NEVER } from "../../support/time.js";
import { desiredHealthy } from "../../systems/kubernetes/disruption-budget.js";
import { percentOf } from "../../systems/kubernetes/int-or-percent.js";
import { listInWords } from "../../support/list-in-words.js";
import { counted, timeInWords } from "../in-words.js";
import type { GroupSubject, PolicySubject } from "../subject.js";
import type { Finding, Warning } from "../warning.js";

type Service = Scenario["services"][number];

/** A budget that admits no eviction even while every replica serves. */
export const budgetNeverSatisfied: Warning = {
  code: "budget-never-satisfied",
  title: "A budget that nothing can satisfy",
  why: "A disruption budget that leaves no replica to be evicted, even while all of them serve, refuses every eviction for good. A policy that drains waits at the first host that runs such a replica: for ever where its drain has no time-out, until the time-out at every host where it has one. Percentages of `minAvailable` round up, so that 90% of 5 is all 5; a second budget over the same containers makes Kubernetes refuse every eviction.",
  example: `services:
  - { name: api, group: web, replicas: 3, start: 3s, budget: { minAvailable: 100% } }
policies:
  kured: { preset: kured }`,
  mend: "Let one replica go (`maxUnavailable: 1`), take more replicas, or give the drain a time-out at which it reboots all the same (`drainTimeout` with `forceReboot`, or `drain: { timeout: 10m, atTimeout: reboot }`), which breaks the budget.",
  find: ({ scenario, policies }) =>
    scenario.services.flatMap((service, index) => {
      const reason = reasonOf(service);
      const stopped = reason === undefined ? [] : policies.flatMap((one) => drains(one, service));
      if (reason === undefined || stopped.length === 0) return [];
      const field = fieldOf(service);
      return [
        {
          path: ["services", index, "budget", ...(field === undefined ? [] : [field])],
          found: `the budget of ${service.name} ${reason}, so no host of ${service.group} that runs it can be drained; ${listInWords(stopped.map(consequence))}`,
          advice: `let a replica of ${service.name} go (maxUnavailable: 1)${stopped.some(({ gate }) => gate.drain.timeout === NEVER) ? ", or give the drain a time-out" : ""}`,
        } satisfies Finding,
      ];
    }),
};

interface Stopped {
  readonly policy: string;
  readonly gate: GroupSubject["gate"];
}

/** The policy, where it drains hosts of the service's group. */
function drains({ name, groups }: PolicySubject, service: Service): readonly Stopped[] {
  const { gate } = groups.find(({ group }) => group.name === service.group)!;
  return gate.drain.kind === "evict" && gate.maxReboots > 0 ? [{ policy: name, gate }] : [];
}

function consequence({ policy, gate: { drain } }: Stopped): string {
  if (drain.timeout === NEVER) return `${policy} stands still there (its drain has no time-out)`;
  const after = timeInWords(drain.timeout);
  switch (drain.atTimeout) {
    case "reboot":
      return `${policy} waits ${after} at each and reboots all the same, against the budget`;
    case "give-up":
      return `${policy} gives up after ${after} at each and tries again for ever`;
    case "stuck":
      return `${policy} stands still there (its drain fails after ${after} and keeps its place)`;
  }
}

/** Why a budget lets nothing go; undefined where it does. */
function reasonOf({ replicas, budget }: Service): string | undefined {
  if (budget === undefined) return undefined;
  if (budget.overlapping === true) return "overlaps with another, which refuses every eviction";
  const { minAvailable, maxUnavailable } = budget;
  const [least, most] = [amountOf(minAvailable), amountOf(maxUnavailable)];
  const desired = desiredHealthy({ minAvailable: least, maxUnavailable: most }, replicas) ?? 0;
  if (desired < replicas) return undefined;
  const all = `all ${counted(replicas, "replica")}`;
  if (maxUnavailable !== undefined)
    return `lets none of its ${counted(replicas, "replica")} be missing`;
  const rounds = typeof minAvailable === "object" && minAvailable.share < 1;
  return rounds
    ? `of ${percentOf(minAvailable.share).percent}% rounds up to ${all}`
    : `wants ${all} to be there`;
}

function amountOf(amount: number | { readonly share: number } | undefined) {
  return typeof amount === "object" ? percentOf(amount.share) : amount;
}

function fieldOf({ budget = {} }: Service): string | undefined {
  return Object.entries(budget).find(
    ([key, value]) => value !== undefined && (key !== "overlapping" || value === true),
  )?.[0];
}
