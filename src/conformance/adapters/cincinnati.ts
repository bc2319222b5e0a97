import { z } from "zod";
import { leads } from "../../systems/cincinnati/graph.js";
import { isVisible, throttle } from "../../systems/cincinnati/throttle.js";
import { parseWariness, warinessOf } from "../../systems/cincinnati/wariness.js";
import { type Adapter, operation } from "../adapter.js";

const rollout = z.object({
  start_epoch: z.number().default(0),
  start_value: z.number().default(0),
  duration_minutes: z.number().optional(),
});

const host = z.object({ wariness: z.number(), now: z.number() });
type Host = z.output<typeof host>;

function throttlingAt(ramp: z.output<typeof rollout>, now: number): number {
  const { start_epoch: start, start_value: startShare, duration_minutes: duration } = ramp;
  return throttle({ start, startShare, duration }, now);
}

/** Cincinnati's rollouts. */
export const cincinnatiThrottle: Adapter = {
  family: "cincinnati.throttle",
  operations: {
    throttle: operation(rollout.extend(host.shape), ({ wariness, now, ...ramp }) => {
      const throttling = throttlingAt(ramp, now);
      return { throttling, visible: isVisible(wariness, throttling) };
    }),
  },
};

const query = z.object({
  rollout_wariness: z.string().default(""),
  node_uuid: z.string().default(""),
});

/** A host's place in them. */
export const cincinnatiWariness: Adapter = {
  family: "cincinnati.wariness",
  operations: {
    compute: operation(query, ({ rollout_wariness: named, node_uuid: uuid }) => ({
      wariness: parseWariness(named) ?? warinessOf(uuid),
    })),
  },
};

const graph = z.object({
  nodes: z.array(z.object({ deadend: z.boolean().default(false), rollout: rollout.optional() })),
  edges: z.array(z.tuple([z.number(), z.number()])),
});
type Node = z.output<typeof graph>["nodes"][number];

function isThrottled({ rollout: ramp }: Node, { wariness, now }: Host): boolean {
  return ramp !== undefined && !isVisible(wariness, throttlingAt(ramp, now));
}

/** What is left of the graph of updates. */
export const cincinnatiGraph: Adapter = {
  family: "cincinnati.graph",
  operations: {
    filterDeadends: operation(graph, ({ nodes, edges }) => ({
      edges: edges.filter(([from]) => leads(nodes[from]!.deadend, false)),
    })),
    throttleEdges: operation(graph.extend(host.shape), ({ nodes, edges, ...asking }) => ({
      edges: edges.filter(([, to]) => leads(false, isThrottled(nodes[to]!, asking))),
    })),
  },
};
