import { DAY, NEVER, type Time } from "../../support/time.js";
import { localTimeOfWeek, nextOpening, type OpenTimes } from "../../systems/windows/open-times.js";
import type { World } from "../state/world.js";

/**
 * How long nothing may happen before a group is said to stand still: 24 hours at least, and twice the longest wait that the policy
 * and the agent plan by themselves. Where there are windows they must have been open twice, or for 24 hours in all.
 *
 * Soaks and ramps do not count here: a host whose turn comes later is not late (`BlockerKind.plan`).
 */

/** Openings after which a host that could not use one of them is not waiting for a window any more. */
const OPENINGS = 2;

/** How often a planned wait may go by. */
const TIMES = 2;

/** The moment until which a wait that began at `from` is nothing unusual in a group. */
export function patienceOf(world: World, group: number, from: Time): Time {
  const { gate, quota } = world.state.groups[group]!;
  const { agent } = world.model.groups[group]!;
  const check = agent.kind === "daily" ? DAY + agent.jitter : agent.period + agent.jitter;
  const { delay, delaySpread, openingSpread, startDelay, releaseDelay, sessions, drain } = gate;
  const session = sessions.share > 0 ? finite(sessions.wait) : 0;
  const asking = delay + delaySpread + openingSpread + startDelay + releaseDelay + session;
  const draining = drain.timeout === NEVER ? 0 : drain.timeout + finite(drain.retry);
  const waits = [check, asking, draining, finite(gate.retry.cap), quota?.quota.period ?? 0];
  const planned = from + Math.max(DAY, ...waits.map((wait) => TIMES * wait));
  return Math.max(
    planned,
    openLongEnough(world, gate.windows, from),
    openLongEnough(world, quota?.quota.officeHours, from),
  );
}

/** A wait that has no end is no plan. */
function finite(wait: Time): Time {
  return wait === NEVER ? 0 : wait;
}

/** When windows have been open twice from `from` on, or for a day in all; `from` where they never open or never shut. */
function openLongEnough(world: World, windows: OpenTimes | undefined, from: Time): Time {
  if (windows === undefined) return from;
  let [at, open] = [from, 0];
  for (let openings = 0; openings < OPENINGS; openings++) {
    at = nextOpening(windows, at, world.model.weekOffset);
    if (at === NEVER) return from;
    const rest = untilShut(world, windows, at);
    if (open + rest >= DAY) return at + DAY - open;
    open += rest;
    at += rest + 1;
  }
  return at;
}

/** For how much longer windows that are open stay so [ms]. */
function untilShut(world: World, windows: OpenTimes, at: Time): Time {
  const local = localTimeOfWeek(windows, at, world.model.weekOffset);
  const span = windows.week.find(([from, until]) => from <= local && local <= until);
  return span === undefined ? 0 : span[1] - local;
}
