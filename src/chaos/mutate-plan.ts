import type { Settings } from "./data-edit.js";

/**
 * Changes a plan that once saw something new: leaves a fault out, adds a fresh one, puts one in another's place, or
 * lets a fault come when another one does.
 *
 * @param fresh a plan to take new faults from.
 * @param most faults that the plan may have.
 * @param pick luck, 0 < u < 1, by occurrence.
 */
export function mutate(
  plan: readonly Settings[],
  fresh: readonly Settings[],
  most: number,
  pick: (occurrence: number) => number,
): readonly Settings[] {
  const at = Math.floor(pick(2) * plan.length);
  const other = plan[Math.floor(pick(3) * plan.length)]!;
  const newcomer = fresh[Math.floor(pick(4) * fresh.length)]!;
  const choice = Math.floor(pick(5) * 4);
  if (choice === 0 && plan.length > 1) return plan.filter((_, index) => index !== at);
  if (choice === 1) return plan.map((one, index) => (index === at ? newcomer : one));
  if (choice === 2 && other["from"] !== undefined) {
    return plan.map((one, index) => (index === at ? { ...one, from: other["from"] } : one));
  }
  return [...plan, newcomer].slice(-most);
}
