/**
 * Which hosts have room for containers: per group and zone a list for each amount of free room, so that the emptiest host is
 * found without looking at the fleet. A host is on a list while it can take containers (up, healthy, not being drained).
 */
export interface Room {
  /** Heads, at `(group * zones + zone) * (largest + 1) + free`. */
  readonly heads: Int32Array;
  /** For each group and zone, an amount at or above the largest that is free. */
  readonly tops: Int32Array;
  readonly zones: number;
  readonly largest: number;
}

/** Lists for the groups and zones of a fleet whose largest host holds `largest` containers; all empty. */
export function createRoom(groups: number, zones: number, largest: number): Room {
  return {
    heads: new Int32Array(groups * zones * (largest + 1)).fill(-1),
    tops: new Int32Array(groups * zones),
    zones,
    largest,
  };
}
