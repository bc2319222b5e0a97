import { faultInput } from "../faults/index.js";
import { MINUTE, SECOND } from "../support/time.js";
import type { Settings } from "./data-edit.js";
import type { Moment } from "./moments.js";

/** A plan that once saw something new, and what happened while it ran. */
export interface Parent {
  readonly plan: readonly Settings[];
  readonly moments: readonly Moment[];
}

/** From a moment to a fault that is aimed at it: right then, or within the time that the steps of an update take [ms]. */
const OFFSETS = [
  0,
  1,
  SECOND,
  5 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  -SECOND,
  -MINUTE,
];

/** Draws of one fault. */
const DRAWS = 8;

/**
 * A new plan out of one that once saw something new: its faults, as far as there is room, and fresh ones that strike hosts just when something
 * happens to them, or when and where another fault of the plan does. Bugs of timing hide in a few seconds of a run of days, where plans that are
 * drawn blindly hardly ever come. As many faults are new as in a plan that is drawn afresh, so that no run only repeats another.
 *
 * @param fresh a plan to take the new faults from.
 * @param most faults that the plan may have.
 * @param pick luck, 0 < u < 1, by occurrence.
 */
export function mutate(
  { plan, moments }: Parent,
  fresh: readonly Settings[],
  most: number,
  pick: (occurrence: number) => number,
): readonly Settings[] {
  const placed = fresh.map((one, index) => {
    const draw = (occurrence: number) => pick(DRAWS * (index + 1) + occurrence);
    const oneOf = <T>(list: readonly T[], occurrence: number): T =>
      list[Math.floor(draw(occurrence) * list.length)]!;
    const way = draw(1);
    const other = plan.length > 0 && way < 0.25 ? oneOf(plan, 2) : undefined;
    if (other !== undefined) return changed(one, other);
    if (moments.length === 0 || way >= 0.85) return one;
    const moment = oneOf(moments, 3);
    return changed(one, at(moment, oneOf(OFFSETS, 4)));
  });
  const room = Math.max(0, most - placed.length);
  const kept =
    plan.length <= room ? plan : plan.slice(Math.floor(pick(0) * (plan.length - room + 1)));
  return [...kept.slice(0, room), ...placed].slice(0, most);
}

/** When and whom a fault that is aimed at a moment strikes. */
function at({ time, host }: Moment, offset: number): Settings {
  return { from: `${Math.max(0, time + offset)}ms`, hosts: [host] };
}

/** A fault that comes when it is said and strikes whom it is said, as far as it has such settings; the fault itself where that is none. */
function changed(fault: Settings, { from, hosts }: Settings): Settings {
  const settings = {
    ...fault,
    ...(from === undefined || fault["from"] === undefined ? {} : { from }),
    ...(hosts === undefined || fault["hosts"] === undefined ? {} : { hosts }),
  };
  return faultInput.safeParse(settings).success ? settings : fault;
}
