import type { Command, View } from "../fleet/control/policy-contract.js";

/**
 * Settles what several parts order at once. A release is halted in a group as long as one part wants it halted, so that
 * nobody resumes what another has stopped; and the world, which knows one watch per release, is asked for the nearest of
 * the thresholds that are not reached yet.
 */

/** Parts that want a release halted in a group, as positions in the policy. */
interface Halt {
  readonly group: number;
  readonly release: number;
  readonly parts: readonly number[];
}

/** What one part watches a release for; null: not for this. Null, because JSON has no Infinity. */
interface Watch {
  readonly part: number;
  readonly release: number;
  readonly failures: number | null;
  readonly troubles: number | null;
}

/** What was asked of the world last for a release. */
type Armed = Omit<Watch, "part">;

/** What the parts of a policy want halted and watched. */
export interface Ledger {
  readonly halts: readonly Halt[];
  readonly watches: readonly Watch[];
  readonly armed: readonly Armed[];
}

/** Nothing halted, nothing watched. */
export const EMPTY_LEDGER: Ledger = { halts: [], watches: [], armed: [] };

/** The parts that want a release halted in a group, as positions in the policy. */
export function haltedBy({ halts }: Ledger, rollout: Omit<Halt, "parts">): readonly number[] {
  return halts.find((halt) => keyOf(halt) === keyOf(rollout))?.parts ?? [];
}

/** Turns the orders of each part, in the order of the parts, into those of the policy. */
export function settle(
  view: View,
  ledger: Ledger,
  wishes: readonly (readonly Command[])[],
): { ledger: Ledger; commands: readonly Command[] } {
  const commands: Command[] = [];
  const halts = new Map(ledger.halts.map((halt) => [keyOf(halt), halt]));
  const watches = [...ledger.watches];
  for (const [part, orders] of wishes.entries()) {
    for (const order of orders) {
      switch (order.kind) {
        case "gate":
        case "unlock":
        case "watch-stage":
        case "watch-lock":
          commands.push(order);
          break;
        case "recall":
          // A release that is ordered back stays halted for the part that did so.
          vote(halts, part, { ...order, kind: "halt" });
          commands.push(order);
          break;
        case "offer":
          commands.push(order);
          // An offer replaces an earlier one; a halt outlives it.
          if (halts.has(keyOf(order))) commands.push(haltOf(order));
          break;
        case "halt":
        case "resume":
          commands.push(...vote(halts, part, order));
          break;
        case "watch":
          replaceWatch(watches, part, order);
          break;
        default:
          // Not an order that anybody knows: whoever carries orders out says so.
          commands.push(order);
      }
    }
  }
  const armed = nearest(view, watches);
  commands.push(...rearm(ledger.armed, armed));
  return { ledger: { halts: [...halts.values()], watches, armed }, commands };
}

function keyOf({ group, release }: { group: number; release: number }): string {
  return `${group}:${release}`;
}

function haltOf({ group, release }: { group: number; release: number }): Command {
  return { kind: "halt", group, release };
}

/** Counts one part's halt or resume; only the first halt and the last resume reach the world. */
function vote(
  halts: Map<string, Halt>,
  part: number,
  order: Extract<Command, { kind: "halt" | "resume" }>,
): readonly Command[] {
  const { group, release } = order;
  const before = halts.get(keyOf(order))?.parts ?? [];
  const others = before.filter((other) => other !== part);
  const after = order.kind === "halt" ? [...others, part] : others;
  if (after.length > 0) halts.set(keyOf(order), { group, release, parts: after });
  else halts.delete(keyOf(order));
  return before.length > 0 === after.length > 0 ? [] : [order];
}

function replaceWatch(
  watches: Watch[],
  part: number,
  order: Extract<Command, { kind: "watch" }>,
): void {
  const { release } = order;
  const failures = finite(order.failures);
  const troubles = finite(order.troubles);
  const at = watches.findIndex((one) => one.part === part && one.release === release);
  if (at >= 0) watches.splice(at, 1);
  watches.push({ part, release, failures, troubles });
}

function finite(threshold: number): number | null {
  return Number.isFinite(threshold) ? threshold : null;
}

/** The nearest thresholds of each watched release that its counts have not reached. */
function nearest(view: View, watches: readonly Watch[]): readonly Armed[] {
  const armed = new Map<number, Armed>();
  for (const { release, failures, troubles } of watches) {
    const seen = view.releases[release]!;
    const so = armed.get(release);
    armed.set(release, {
      release,
      failures: least(so?.failures ?? null, failures, seen.failures),
      troubles: least(so?.troubles ?? null, troubles, seen.troubles),
    });
  }
  return [...armed.values()];
}

function least(so: number | null, threshold: number | null, reached: number): number | null {
  if (threshold === null || threshold <= reached) return so;
  return so === null ? threshold : Math.min(so, threshold);
}

/** A watch for every release whose nearest thresholds are other than those the world was last asked for. */
function rearm(before: readonly Armed[], after: readonly Armed[]): readonly Command[] {
  const asked = new Map(before.map((watch) => [watch.release, watch]));
  return after.flatMap(({ release, failures, troubles }): readonly Command[] => {
    const last = asked.get(release);
    if (last?.failures === failures && last.troubles === troubles) return [];
    return [
      {
        kind: "watch",
        release,
        failures: failures ?? Number.POSITIVE_INFINITY,
        troubles: troubles ?? Number.POSITIVE_INFINITY,
      },
    ];
  });
}
