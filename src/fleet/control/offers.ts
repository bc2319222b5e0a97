import { NEVER, type Time } from "../../support/time.js";
import type { OfferSchedule, OfferTable } from "./policy-contract.js";

/**
 * When a host of this rank may take the release: the first time the offered share exceeds its rank; `NEVER` if it never does.
 *
 * @param rank [0..1), the host's place in the order of the rollout.
 */
export function eligibleAt(offer: OfferSchedule | OfferTable, rank: number): Time {
  if ("times" in offer) return offer.times[Math.floor(rank * offer.times.length)]!;
  let before: readonly [Time, number] | undefined;
  for (const point of offer) {
    if (point[1] > rank) {
      if (before === undefined || before[0] === point[0]) return point[0];
      const part = (rank - before[1]) / (point[1] - before[1]);
      return Math.ceil(before[0] + Math.max(0, part) * (point[0] - before[0]));
    }
    before = point;
  }
  return NEVER;
}
