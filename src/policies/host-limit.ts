import { z } from "zod";
import { count, share, shown } from "../support/quantity.js";

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
  return "hosts" in limit ? limit.hosts : Math.max(1, Math.floor(limit.share * size));
}
