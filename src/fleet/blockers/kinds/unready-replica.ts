import { ContainerPhase, type HostPhase, isUp } from "../../state/phases.js";
import type { World } from "../../state/world.js";
import { counted, defineBlocker } from "../blocker.js";
import { inNumbers, refusedOn } from "./budget.js";

/** A budget that would let containers go if those that do not serve did. */
export const unreadyReplica = defineBlocker({
  kind: "unready-replica",
  doc: "The host is to be drained, and the budget of a service on it allows no eviction because replicas of it do not serve.",
  isPlan: false,
  of: "both",
  find(look, host) {
    const found = refusedOn(look, host, false);
    if (found?.service === undefined) return undefined;
    const { hosts, figures } = whereUnready(look.world, found.service);
    const next = hosts.find((other) => other !== host);
    return {
      ...found,
      figures: { ...found.figures, ...figures },
      ...(next === undefined ? {} : { next }),
    };
  },
  says(blocker) {
    const { hostName, service, figures } = blocker;
    const { pending, failing, away, starting } = figures;
    const parts = [
      [pending, "without room"],
      [failing, "failing to start"],
      [away, "on hosts that are not up"],
      [starting, "starting or stopping"],
    ] as const;
    const unready = parts.flatMap(([n, words]) => (n! > 0 ? [`${n} ${words}`] : []));
    const why = unready.length === 0 ? "" : `: ${unready.join(", ")}`;
    return `${hostName} cannot be drained: the budget of ${service} allows 0 evictions while ${counted(figures["unready"]!, "replica")} of it do not serve (${inNumbers(blocker)})${why}`;
  },
  remedy: ({ service }) =>
    `replicas of ${service} that serve again, room for them, or a budget with slack for those that do not`,
});

/** The replicas of a service that do not serve: how many in which state, and the hosts that are not up with one of them. */
function whereUnready({ model, state }: World, service: number) {
  const { first, replicas } = model.services[service]!;
  const { containers, hosts } = state;
  const counts = { unready: 0, pending: 0, failing: 0, away: 0, starting: 0 };
  const on: number[] = [];
  for (let c = first; c < first + replicas; c++) {
    const phase = containers.phase[c]! as ContainerPhase;
    if (phase === ContainerPhase.Serving) continue;
    counts.unready += 1;
    const host = containers.host[c]!;
    if (phase === ContainerPhase.Pending) counts.pending += 1;
    else if (phase === ContainerPhase.BackOff || phase === ContainerPhase.Failed)
      counts.failing += 1;
    else if (host >= 0 && !isUp(hosts.phase[host]! as HostPhase)) {
      counts.away += 1;
      on.push(host);
    } else counts.starting += 1;
  }
  return { figures: counts, hosts: on };
}
