import { z } from "zod";
import { Slot, takeSlot } from "../../systems/fleetlock/airlock.js";
import { isGranted, rejectionOf } from "../../systems/fleetlock/protocol.js";
import { acceptsGroup } from "../../systems/zincati/strategy.js";
import { type Adapter, operation } from "../adapter.js";

/** The FleetLock protocol as Zincati speaks it. */
export const fleetlock: Adapter = {
  family: "fleetlock",
  operations: {
    validGroup: operation(z.object({ group: z.string() }), ({ group }) => ({
      ok: acceptsGroup(group),
    })),
    response: operation(z.object({ status: z.number(), body: z.unknown() }), ({ status, body }) =>
      isGranted(status)
        ? { granted: true }
        : { granted: false, errorKind: rejectionOf(status, body).kind },
    ),
  },
};

const changes = z.object({
  slots: z.number(),
  ops: z.array(z.tuple([z.enum(["lock", "unlock"]), z.string()])),
});

const ANSWERS = { [Slot.Taken]: "new", [Slot.Held]: "held", [Slot.NoneFree]: "err:full" };

/** Airlock's slots. */
export const airlock: Adapter = {
  family: "airlock",
  operations: {
    run: operation(changes, ({ slots, ops }) => {
      const holders = new Set<string>();
      const results = ops.map(([name, host]) => {
        if (name === "unlock") {
          holders.delete(host);
          return "ok";
        }
        const answer = takeSlot(slots, holders.size, holders.has(host));
        if (answer === Slot.Taken) holders.add(host);
        return ANSWERS[answer];
      });
      return { results, holders: [...holders].toSorted() };
    }),
  },
};
