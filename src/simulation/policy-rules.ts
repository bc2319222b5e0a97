import type { Command, Decision, OfferSchedule, View } from "../fleet/control/policy-contract.js";
import type { Time } from "../support/time.js";

/** What a policy must not do, whoever wrote it. A policy that does is stopped and named; the run goes on without it. */

/** The first rule that a decision breaks, in words; undefined where it breaks none. */
export function brokenRule(
  view: View,
  { commands, wakeAt }: Decision<unknown>,
): string | undefined {
  if (!(typeof wakeAt === "number" && wakeAt > view.now)) {
    return `wants to be woken at ${String(wakeAt)}, which is not after ${view.now}`;
  }
  if (!Array.isArray(commands)) return "orders something that is no list";
  for (const command of commands as readonly Command[]) {
    const problem = problemOf(view, command);
    if (problem !== undefined) return `orders ${describe(command)}, ${problem}`;
  }
  return undefined;
}

function describe(command: Command): string {
  const { kind } = (command ?? {}) as { kind?: unknown };
  return typeof kind === "string" ? `"${kind}"` : "something without a kind";
}

function problemOf(view: View, command: Command): string | undefined {
  if ("group" in command && view.groups[command.group] === undefined) {
    return `for group ${String(command.group)} of ${view.groups.length}`;
  }
  if ("release" in command && view.releases[command.release] === undefined) {
    return `for release ${String(command.release)} of ${view.releases.length}`;
  }
  switch (command.kind) {
    case "offer":
      return problemOfSchedule(command.schedule);
    case "gate":
      return problemOfGate(command.gate);
    case "halt":
    case "resume":
    case "recall":
    case "watch":
    case "watch-stage":
      return undefined;
    case "unlock":
    case "watch-lock":
      return command.heldFor >= 0 ? undefined : `with a time of ${command.heldFor}`;
    default:
      return "which nobody knows";
  }
}

function problemOfSchedule(
  schedule: Extract<Command, { kind: "offer" }>["schedule"],
): string | undefined {
  if (schedule === undefined || schedule === null) return "without a schedule";
  if ("times" in schedule) {
    return schedule.times.length > 0 && schedule.times.every((at) => at >= 0)
      ? undefined
      : "with a table that has no times, or times before the start";
  }
  return problemOfPoints(schedule);
}

function problemOfPoints(points: OfferSchedule): string | undefined {
  let [time, share]: readonly [Time, number] = [Number.NEGATIVE_INFINITY, 0];
  for (const point of points) {
    if (!(point[1] >= 0 && point[1] <= 1)) return `of a share of ${point[1]}, not between 0 and 1`;
    if (!(point[0] >= time)) return `whose times fall, from ${time} to ${point[0]}`;
    if (point[1] < share) return `whose shares fall, from ${share} to ${point[1]}`;
    [time, share] = point;
  }
  return undefined;
}

function problemOfGate(gate: Extract<Command, { kind: "gate" }>["gate"]): string | undefined {
  if (gate === undefined || gate === null) return "without a gate";
  if (!(gate.maxReboots >= 0)) return `that lets ${String(gate.maxReboots)} hosts reboot at once`;
  if (!(gate.retry.first > 0 && gate.retry.cap > 0)) return "that is asked again after no time";
  return undefined;
}

/** Freezes a value and all that hangs on it, so that a policy that writes to what it is given throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
