import { z } from "zod";
import { invariant } from "../support/invariant.js";
import { count, share, shown } from "../support/quantity.js";
import { percentOf } from "../systems/kubernetes/int-or-percent.js";
import { maxUnavailable } from "../systems/mco/capacity.js";

/** A limit on hosts: a number of them, or a share of the group. */
export type HostLimit = { readonly hosts: number } | { readonly share: number };

/** The setting: `3` or `10%`. */
export function hostLimit(): z.ZodType<HostLimit, unknown> {
  const hosts = count().transform((hosts) => ({ hosts }));
  const ofGroup = share().transform((share) => ({ share }));
  return z.union([hosts, ofGroup], {
    error: ({ input }) =>
      `expected a number of hosts from 1, or a share of them such as 10%, got ${shown(input)}`,
  });
}

/** Hosts of a group of `size` within the limit: a share rounds down, to at least 1 (OpenShift MCO) [hosts]. */
export function hostsWithin(limit: HostLimit, size: number): number {
  const max = maxUnavailable("hosts" in limit ? limit.hosts : percentOf(limit.share), size);
  invariant(max !== undefined, () => `no number of hosts: ${JSON.stringify(limit)}`);
  return max;
}
