import {
  type Blocker,
  counted,
  defineBlocker,
  grouped,
  type Found,
  type Look,
} from "../blocker.js";
import {
  budgetOf,
  containersOn,
  drainingSince,
  isDraining,
  isDrainedFirst,
  isRefused,
  rebootsAllTheSame,
} from "../containers-on.js";
import { UpdateStage } from "../../state/host-columns.js";

/** A disruption budget that admits no eviction of a container on a host that is to be drained. */
export const budget = defineBlocker({
  kind: "budget",
  doc: "The host is to be drained, and the disruption budget of a service on it allows no eviction, although all its containers serve or could.",
  isPlan: false,
  of: "both",
  find: (look, host) => refusedOn(look, host, true),
  says({ hostName, service, figures }) {
    const { needed, serving, replicas, budgets, others } = figures;
    const more = others! > 0 ? `, and of ${counted(others!, "more service")} on it` : "";
    const why =
      budgets! > 1
        ? `${budgets!} budgets cover ${service}, and an eviction needs exactly one`
        : `the budget of ${service} allows 0 evictions (${grouped(needed!)} of ${grouped(replicas!)} containers must serve, ${grouped(serving!)} do)`;
    return `${hostName} cannot be drained: ${why}${more}`;
  },
  remedy: ({ service, figures: { budgets } }) =>
    budgets! > 1
      ? `a single budget for ${service}`
      : `a budget of ${service} that lets one container go (\`maxUnavailable: 1\`), or a drain that ends (\`timeout\`)`,
});

/** Whether a host is being drained, or tries to be. */
function isToBeDrained({ world }: Look, host: number): boolean {
  if (isDraining(world, host)) return true;
  return (
    world.state.hosts.updateStage[host] === UpdateStage.Staged &&
    isDrainedFirst(world, host) &&
    !rebootsAllTheSame(world, host)
  );
}

/**
 * The service whose budget holds the drain of a host up.
 *
 * @param never whether to look for budgets that would allow nothing even if every container served, or for the others.
 */
export function refusedOn(look: Look, host: number, never: boolean): Found | undefined {
  const { world } = look;
  if (!isToBeDrained(look, host)) return undefined;
  const services = new Set<number>();
  for (const container of containersOn(world, host)) {
    if (isRefused(world, container)) services.add(world.state.containers.service[container]!);
  }
  const found = [...services].filter((service) => budgetOf(world, service).never === never);
  if (found.length === 0) return undefined;
  const service = Math.min(...found);
  const { allowed, serving, needed, replicas } = budgetOf(world, service);
  const { budgets } = world.model.services[service]!;
  const since = drainingSince(world, host);
  return {
    service,
    figures: { allowed, needed, serving, replicas, budgets, others: services.size - 1 },
    ...(since === undefined ? {} : { since }),
  };
}

/** Containers of a service that must serve, of how many, as the budget in a blocker says. */
export function inNumbers({ figures }: Blocker): string {
  const { needed, serving, replicas } = figures;
  return `${grouped(needed!)} of ${grouped(replicas!)} containers must serve, ${grouped(serving!)} do`;
}
