import { EFFECT_KINDS, type EffectKind, type FaultPlan } from "./effects.js";

/** The effects of a run while it goes on. */
export interface Conditions {
  /** Effects of each kind that hold a host now: a column per kind, empty where the plan has none of it. */
  readonly counts: Readonly<Record<EffectKind, Uint8Array>>;
  /** Effects of any kind that hold each host now: mostly none, and then nothing else has to be asked. */
  readonly any: Uint16Array;
  /** Of each effect of the plan: whether it lasts now, and whether it has fired. */
  readonly lasting: Uint8Array;
  readonly fired: Uint8Array;
}

/** Nothing lasts, nothing has fired. */
export function createConditions(plan: FaultPlan, hosts: number): Conditions {
  const used = new Set(plan.map(({ kind }) => kind));
  const columns = EFFECT_KINDS.map((kind) => [kind, new Uint8Array(used.has(kind) ? hosts : 0)]);
  return {
    counts: Object.fromEntries(columns) as Record<EffectKind, Uint8Array>,
    any: new Uint16Array(hosts),
    lasting: new Uint8Array(plan.length),
    fired: new Uint8Array(plan.length),
  };
}

/** The effects of a plan by kind, in its order. */
export type EffectsByKind = Readonly<Record<EffectKind, readonly number[]>>;

/** Sorts a plan by kind. */
export function effectsByKind(plan: FaultPlan): EffectsByKind {
  const none: readonly number[] = [];
  const lists: Record<string, number[]> = {};
  for (const [index, { kind }] of plan.entries()) (lists[kind] ??= []).push(index);
  return Object.fromEntries(EFFECT_KINDS.map((kind) => [kind, lists[kind] ?? none])) as Record<
    EffectKind,
    readonly number[]
  >;
}
