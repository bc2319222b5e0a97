/** `services`: the containers, in services of containers that do the same work. */
import { z } from "zod";
import { durationDistribution } from "../random/distribution-schema.js";
import { count, duration, durationOrNever, share } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import { limits } from "./limits.js";
import { name } from "./name-schema.js";

const amount = () => z.union([count(0), share().transform((share) => ({ share }))]);

/** How many replicas evictions must leave, as Kubernetes' PodDisruptionBudget has it. */
const budget = z
  .strictObject({
    minAvailable: amount()
      .optional()
      .describe("Fewest replicas that must serve: a number, or a share that rounds up."),
    maxUnavailable: amount()
      .optional()
      .describe("Most replicas that may be missing: a number, or a share that rounds up."),
    overlapping: z
      .boolean()
      .optional()
      .describe(
        "Whether a second budget covers the same containers: Kubernetes then refuses every eviction for good. Default false.",
      ),
  })
  .refine(
    ({ minAvailable, maxUnavailable }) =>
      (minAvailable === undefined) !== (maxUnavailable === undefined),
    { error: "expected either minAvailable or maxUnavailable" },
  );

/** What happens to a container that fails to start; defaults are those of Kubernetes' kubelet. */
const restart = z.strictObject({
  backOff: duration()
    .prefault("10s")
    .describe(
      "Wait after the first failed start; doubled at each further one. Default 10s (kubelet).",
    ),
  cap: duration().prefault("5m").describe("The longest wait. Default 5m (kubelet)."),
  retries: count(0)
    .optional()
    .describe("Failed starts in a row after which a container stays down. Default: it goes on."),
});

/** Containers that do the same work. */
const service = z.strictObject({
  name: name("api"),
  group: nameOf("group").describe("Group whose hosts run it."),
  replicas: count().max(limits.containers).describe("Containers of the service."),
  start: durationDistribution().describe("From the start of a container to its serving."),
  stop: durationDistribution()
    .prefault("2s")
    .describe("From the order to stop to its end. Default 2s, assumed."),
  pull: durationDistribution()
    .prefault({ dist: "lognormal", median: "8s", p95: "30s" })
    .describe(
      "Image pull when a container is placed on another host. Default: median 8s, 95 % within 30s, assumed.",
    ),
  budget: budget.optional().describe("Replicas that evictions must leave. Default: no budget."),
  rescheduleAfter: durationOrNever()
    .prefault("5m")
    .describe(
      "A host down this long loses its containers to others. Default 5m (Kubernetes' toleration of unreachable nodes).",
    ),
  restart: restart.prefault({}).describe("What happens to a container that fails to start."),
});

/** The services. */
export const servicesSchema = z.array(service).max(limits.services);
