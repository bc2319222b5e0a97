import { z } from "zod";

/** What `summary.json` holds of groups that stand still. */

const ms = (text: string) => z.number().describe(`${text} [ms]`);

const blocker = z
  .object({
    kind: z.string().describe("docs/reading-a-report.md has the kinds."),
    host: z.number().describe("The host that it is about."),
    hostName: z.string(),
    nextHost: z
      .string()
      .exactOptional()
      .describe("The host on which it depends when this is over."),
    service: z.string().exactOptional(),
    release: z.string().exactOptional(),
    fault: z.string().exactOptional(),
    by: z.string().exactOptional().describe("The part of the policy behind it."),
    figures: z.record(z.string(), z.number()).describe("What was counted; by kind."),
    since: z.number().nullable().describe("Since when; null: not known [ms]."),
    until: z.number().nullable().describe("When it is over by itself; null: not by itself [ms]."),
  })
  .describe("One thing that a host waits for.");

const stall = z.object({
  group: z.string(),
  hosts: z.number().describe("Hosts of the group."),
  waiting: z.number().describe("Hosts of it that wait for a release."),
  blocked: z.number().describe("Those of them that nothing planned keeps."),
  release: z.string().describe("The newest good release that the group could take."),
  since: ms("Since when no host has got on"),
  chain: z
    .array(blocker)
    .describe("From the first host that waits for the main cause to what it hangs on."),
  causes: z
    .array(z.object({ root: blocker, hosts: z.number().describe("Hosts that wait for it.") }))
    .describe("Most hosts first."),
});

/** A group that stands still at the end of replications. */
export const stalledGroup = z.object({
  group: z.string(),
  hosts: z.number().describe("Hosts of the group."),
  replications: z.number().describe("Replications at whose end it stands still."),
  waiting: z
    .object({ mean: z.number(), min: z.number(), max: z.number() })
    .describe("Hosts that wait at the end of one of these."),
  since: z
    .object({ first: z.number(), median: z.number(), last: z.number() })
    .describe("Since when no host has got on in one of these [ms]."),
  causes: z.array(
    z.object({
      root: blocker.describe("In the first replication in which there was one."),
      hosts: z.number().describe("Hosts that wait for it, mean over these replications."),
      replications: z.number().describe("Replications in which some host waits for it."),
    }),
  ),
  replication: z.number().describe("The first of these replications."),
  first: stall.describe("How it stands still at the end of that one."),
  reproduce: z.string().describe("The line that tells its story."),
});
