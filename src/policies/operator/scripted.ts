import { z } from "zod";
import type { Command, View } from "../../fleet/control/policy-contract.js";
import { duration } from "../../support/quantity.js";
import { nameOf } from "../../support/reference.js";
import { NEVER, type Time } from "../../support/time.js";
import { definePart } from "../part.js";

/** One order, at a time known beforehand. */
interface Order {
  readonly at: Time;
  readonly do: "halt" | "resume" | "recall" | "unlock";
  readonly version?: string | undefined;
}

interface Scripted {
  readonly orders: readonly Order[];
}

const order = z
  .strictObject({
    at: duration().describe("When, from the start of the run."),
    do: z
      .enum(["halt", "resume", "recall", "unlock"])
      .describe(
        "Stop a release, let it go on, order its hosts back, or take all locks from holders that are not up.",
      ),
    version: nameOf("release")
      .optional()
      .describe("Version of the release; left out: every release that has appeared by then."),
  })
  .describe("One order.");

/** People whose decisions are given: to replay an incident, or to ask what a halt at that minute would have saved. */
export const scripted = definePart<Scripted, { readonly given: number }>({
  role: "operator",
  name: "scripted",
  doc: "Gives orders at times known beforehand, right or wrong.",
  config: z.strictObject({
    orders: z.array(order).default([]).describe("The orders. Default: none."),
  }),
  start: () => ({ given: 0 }),
  decide(view, { given }, { orders }) {
    const inOrder = orders.toSorted((a, b) => a.at - b.at);
    const due = inOrder.filter(({ at }) => at <= view.now);
    return {
      memory: { given: due.length },
      commands: due.slice(given).flatMap((one) => give(view, one)),
      wakeAt: inOrder[due.length]?.at ?? NEVER,
    };
  },
});

function give(view: View, { do: kind, version }: Order): readonly Command[] {
  const groups = view.groups.map((_, group) => group);
  if (kind === "unlock") return groups.map((group) => ({ kind, group, heldFor: 0 }));
  const releases = view.releases.flatMap((release, index) => {
    const appeared = release.publishedAt.some((at) => at !== undefined);
    return appeared && (version ?? release.version) === release.version ? [index] : [];
  });
  return releases.flatMap((release) => groups.map((group) => ({ kind, group, release })));
}
