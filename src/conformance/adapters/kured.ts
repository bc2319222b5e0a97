import { z } from "zod";
import { losesLock, mayAcquire, ttlExpired } from "../../systems/kured/lock.js";
import { openWeek, parseDays, parseTimeOfDay } from "../../systems/kured/window.js";
import { isOpen } from "../../systems/windows/open-times.js";
import { SECOND } from "../../support/time.js";
import { type Adapter, operation } from "../adapter.js";
import { parseLocalTime } from "../local-time.js";

const age = z.object({ ageSec: z.number(), ttlSec: z.number() });

const acquisition = z.object({
  node: z.string(),
  maxOwners: z.number(),
  held: z.array(age.extend({ node: z.string() })).nullable(),
});

/** Kured's lock. Owners are named in alphabetical order, as upstream compares them. */
export const kuredLock: Adapter = {
  family: "kured.lock",
  operations: {
    ttlExpired: operation(age, ({ ageSec, ttlSec }) => ({
      expired: ttlExpired(ageSec * SECOND, ttlSec * SECOND),
    })),
    acquireMultiple: operation(acquisition, ({ node, maxOwners, held }) => {
      const owners = held ?? [];
      const lost = owners.filter(({ ageSec, ttlSec }) =>
        losesLock(owners.length, maxOwners, ageSec * SECOND, ttlSec * SECOND),
      );
      if (!mayAcquire(owners.length, lost.length, maxOwners)) {
        return { granted: false, owners: owners.map((owner) => owner.node).toSorted() };
      }
      const kept = owners.filter((owner) => !lost.includes(owner)).map((owner) => owner.node);
      return { granted: true, owners: [...kept, node].toSorted() };
    }),
  },
};

const days = z.object({ days: z.string() });

const moment = z.object({
  days: z.string(),
  start: z.string(),
  end: z.string(),
  local: z.string(),
});

/** Kured's window. The moment is given in local time already, so the zone is not looked at. */
export const kuredWindow: Adapter = {
  family: "kured.window",
  operations: {
    parseDays: operation(days, ({ days }) => {
      const word = parseDays(days);
      if (word === undefined) return { ok: false };
      return { ok: true, days: [0, 1, 2, 3, 4, 5, 6].filter((day) => (word & (1 << day)) !== 0) };
    }),
    contains: operation(moment, ({ days, start, end, local }) => {
      const [word, from, until] = [parseDays(days), parseTimeOfDay(start), parseTimeOfDay(end)];
      if (word === undefined || from === undefined || until === undefined) return { error: true };
      const times = { week: openWeek(word, from, until), offsets: [] };
      return { in: isOpen(times, 0, parseLocalTime(local)) };
    }),
  },
};
