/** `fleet`: the hosts, in groups of hosts that are alike; and `channels`: those outside who follow one. */
import { z } from "zod";
import {
  agentConfig,
  bootConfig,
  mechanismConfig,
  mechanismKinds,
  runtimeConfig,
  runtimeKinds,
} from "../fleet/settings/config.js";
import { durationDistribution } from "../random/distribution-schema.js";
import { count, share, shown } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import { limits } from "./limits.js";
import { name } from "./name-schema.js";

/** Hosts that a rack holds where nothing is said [hosts]; assumed. */
export const RACK_SIZE = 40;

/** The cohort of hosts that no cohort is named for. */
export const STANDARD_COHORT = "standard";

/** Shares of hosts by hardware cohort; what is left of 100 % is `standard`. */
const cohortShares = () =>
  z
    .record(name("old-nic"), share())
    .superRefine((cohorts, context) => {
      const sum = Object.values(cohorts).reduce((total, one) => total + one, 0);
      // Shares such as 0.1 and 0.2 are not exact; a host more or less than 1e-9 of the fleet is none.
      if (sum <= 1 + 1e-9) return;
      const percent = Math.round(sum * 1e6) / 1e4;
      context.addIssue({
        code: "custom",
        message: `expected shares that sum to at most 100%, got ${percent}%`,
      });
    })
    .default({})
    .describe(
      "Shares of hosts by hardware cohort, `{ old-nic: 10% }`; the rest is `standard`. Default: all standard.",
    );

/** Hosts that are alike. */
const group = z.strictObject({
  name: name("web"),
  hosts: count().max(limits.hosts).describe("Hosts of the group."),
  zones: z
    .array(name("eu-1"), {
      error: ({ input }) => `expected a list of zone names, got ${shown(input)}`,
    })
    .min(1, { error: ({ input }) => `expected a list of zone names, got ${shown(input)}` })
    .refine((zones) => new Set(zones).size === zones.length, {
      error: "expected each zone once",
    })
    .default(["a"])
    .describe("Zones that its hosts are dealt to in turn. Default: one, `a`."),
  rackSize: count()
    .default(RACK_SIZE)
    .describe("Hosts a rack holds; racks never span zones. Default 40, assumed."),
  cohorts: cohortShares(),
  channel: name("stable")
    .default("stable")
    .describe("Release channel that it follows. Default stable."),
  capacity: count()
    .max(limits.capacity)
    .default(100)
    .describe("Containers that a host can hold. Default 100, assumed."),
  release: nameOf("listed-release")
    .optional()
    .describe("Release that its hosts run at the start. Default: older than all of the scenario."),
  mechanism: z
    .union([z.enum(mechanismKinds).transform((kind) => ({ kind })), mechanismConfig])
    .optional()
    .describe("How its hosts take an update; a kind, or settings. Default ab."),
  agent: agentConfig
    .optional()
    .describe("When its hosts ask for updates. Default: what comes with the mechanism."),
  runtime: z
    .union([z.enum(runtimeKinds).transform((kind) => ({ kind })), runtimeConfig])
    .optional()
    .describe("Its container runtime; a kind, or settings. Default docker."),
  boot: bootConfig.optional().describe("The stages of its boots."),
});

/** The fleet. */
export const fleetSchema = z.strictObject({
  groups: z
    .array(group)
    .min(1)
    .max(limits.groups)
    .describe("Groups of hosts that are alike, at least one."),
});

/** Those outside this fleet who follow a channel, and what comes of their reports. */
const channel = z.strictObject({
  testers: count(0)
    .max(limits.testers)
    .default(0)
    .describe(
      "Hosts outside this fleet that follow the channel. Default 0: nobody detects anything.",
    ),
  updateWithin: durationDistribution()
    .prefault({ dist: "uniform", min: "0s", max: "24h" })
    .describe("From publication until a tester has updated. Default: uniform over 24h, assumed."),
  containers: count(0)
    .default(15)
    .describe("Containers on a tester's host. Default 15, the median of Sysdig's survey of 2018."),
  reports: count()
    .default(1)
    .describe("Independent reports of a defect until upstream acts. Default 1, assumed."),
  reaction: durationDistribution()
    .prefault({ dist: "lognormal", median: "22h", p95: "33h" })
    .describe(
      "From the last report needed to the withdrawal. Default: median 22h, 95 % within 33h: the halts of 8 regressions of Fedora CoreOS (coreos/fedora-coreos-streams).",
    ),
  cohorts: cohortShares(),
});

/** Channels by name. */
export const channelsSchema = z.record(name("stable"), channel);
