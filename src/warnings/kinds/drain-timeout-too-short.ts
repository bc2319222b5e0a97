import { NEVER } from "../../support/time.js";
import { timeInWords } from "../in-words.js";
import { drainField } from "../policy-fields.js";
import { medianOf } from "../subject.js";
import type { Warning } from "../warning.js";

/** A drain that gives up before a container can have stopped. */
export const drainTimeoutTooShort: Warning = {
  code: "drain-timeout-too-short",
  title: "A drain that ends before a container can stop",
  why: "A drain waits until what it evicts has stopped. Where its time-out is shorter than a container usually takes to stop, it ends in the time-out at every host that runs one: the host reboots under its containers, or gives up and tries again.",
  example: `services:
  - { name: db, group: web, replicas: 3, start: 3s, stop: 20m }
policies:
  fluo: { preset: flatcar-fluo, reboot: { drainTimeout: 10m } }`,
  mend: "Give the drain longer than the containers take to stop, or let them stop faster.",
  find: ({ policies }) =>
    policies.flatMap((policy) => {
      const { drain } = policy.groups[0]!.gate;
      if (drain.kind !== "evict" || drain.timeout === NEVER) return [];
      const slow = policy.groups
        .flatMap(({ services }) => services)
        .filter(({ stop }) => medianOf(stop) > drain.timeout);
      const [first] = slow;
      if (first === undefined) return [];
      const others = slow.length === 1 ? "" : ` (and ${slow.length - 1} more)`;
      return [
        {
          path: ["policies", policy.name, ...drainField(policy)],
          found: `a drain of ${policy.name} ends after ${timeInWords(drain.timeout)}, and a container of ${first.name}${others} takes ${timeInWords(medianOf(first.stop))} to stop half of the time`,
          advice: `give the drain more than ${timeInWords(medianOf(first.stop))}, or let ${first.name} stop faster`,
        },
      ];
    }),
};
