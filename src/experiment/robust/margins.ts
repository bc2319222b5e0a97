/** Margins: by how much the winner is ahead, in the scenario as it is and in other worlds, under the same luck. */
import { combined, type ErrorSource } from "../../stats/welch.js";
import { mean, variance } from "../../stats/summary.js";
import type { Scenario } from "../../scenario/scenario.js";
import { type Standings, standingsIn } from "./standings.js";
import type { Trials } from "./trials.js";

/** The lead of the winner over its nearest rival, in the unit of the objective. */
export interface Margin {
  /**
   * Loss of the rival minus that of the winner; below 0 the rival is ahead. Infinite where one of the two does not finish, or breaks
   * a constraint.
   */
  readonly value: number;
  /** Half the width of its 95 % interval; null where nothing tells it: one replication, or no number to it. */
  readonly halfWidth: number | null;
  /** Null where the winner loses to nobody: no policy finishes. */
  readonly rival: string | null;
  /** Replications of that world. */
  readonly replications: number;
}

/** Whose lead it is. */
export interface Duel {
  readonly base: Scenario;
  readonly winner: string;
  /** Replications of the scenario as it is. */
  readonly replications: number;
  /** How policies stand in the scenario as it is, by some of its replications. */
  readonly asItIs: (policies: readonly string[], replications: readonly number[]) => Standings;
}

/** Begins a duel: what is judged of the scenario as it is is judged once. */
export function startDuel(
  trials: Trials,
  { base, winner, replications }: Omit<Duel, "asItIs">,
): Duel {
  const known = new Map<string, Standings>();
  const asItIs: Duel["asItIs"] = (policies, which) => {
    const key = `${policies.join("\n")}\n${which.join(",")}`;
    const standings = known.get(key) ?? standingsIn(trials, base, policies, which);
    known.set(key, standings);
    return standings;
  };
  return { base, winner, replications, asItIs };
}

/** Replications of a world that were simulated. */
export interface SeenWorld {
  readonly scenario: Scenario;
  readonly replications: readonly number[];
}

/**
 * The margin in a world: the mean lead in the scenario as it is, over all its replications, and what the world changes of it in those
 * that were simulated. A policy falls back behind the others, or comes up to them, only where it does so by the same replications.
 *
 * @see Cochran, Sampling Techniques (1977), section 12.2, double sampling with the difference estimator
 */
export function marginIn(
  trials: Trials,
  duel: Duel,
  rivals: readonly string[],
  { scenario, replications }: SeenWorld,
): Margin {
  const { base, winner } = duel;
  const policies = [winner, ...rivals];
  const every = Array.from({ length: duel.replications }, (_, index) => index);
  const there = standingsIn(trials, scenario, policies, replications);
  const same = duel.asItIs(policies, replications);
  const whole = duel.asItIs(policies, every);
  const isEligible = (policy: string): boolean => {
    const [now, before] = [there, same].map(({ of }) => of.get(policy)!.isEligible);
    return now === before ? whole.of.get(policy)!.isEligible : now!;
  };
  const n = replications.length;
  if (there.nobodyFinished && !same.nobodyFinished) {
    return { value: -Infinity, halfWidth: null, rival: null, replications: n };
  }
  const own = isEligible(winner);
  const margins = rivals.map((rival): Margin => {
    const other = isEligible(rival);
    if (own !== other) {
      return { value: own ? Infinity : -Infinity, halfWidth: null, rival, replications: n };
    }
    const leads = leadsOf(there, winner, rival);
    const before = leadsOf(whole, winner, rival);
    const at = scenario.hash === base.hash ? plainMean(leads) : moved(leads, before, replications);
    return { ...at, rival, replications: n };
  });
  return margins.reduce((least, one) => (one.value < least.value ? one : least));
}

/** The leads of the winner over a rival in every replication of the scenario as it is; where one of the two has no loss, 0. */
export function baseLeads(
  { winner, replications, asItIs }: Duel,
  rival: string,
): readonly number[] {
  const every = Array.from({ length: replications }, (_, index) => index);
  return leadsOf(asItIs([winner, rival], every), winner, rival);
}

function leadsOf({ of }: Standings, winner: string, rival: string): readonly number[] {
  const others = of.get(rival)!.losses;
  return of.get(winner)!.losses.map((loss, index) => {
    const other = others[index] ?? null;
    return loss === null || other === null ? 0 : other - loss;
  });
}

/** @param before leads in every replication of the scenario as it is. @param which those that `leads` are of. */
function moved(
  leads: readonly number[],
  before: readonly number[],
  which: readonly number[],
): Pick<Margin, "value" | "halfWidth"> {
  if (leads.length === before.length) return plainMean(leads);
  const changes = leads.map((lead, index) => lead - before[which[index]!]!);
  const value = mean(before) + mean(changes);
  const ofChanges = variance(changes);
  if (ofChanges === null) return { value, halfWidth: null };
  const own = which.map((replication) => before[replication]!);
  const ofLeads = leads.length < FEW ? scaledVariance(leads, own, before) : variance(leads)!;
  const sources: ErrorSource[] = [
    { variance: ofLeads / before.length, freedom: before.length - 1 },
    { variance: ofChanges * (1 / leads.length - 1 / before.length), freedom: leads.length - 1 },
  ];
  return { value, halfWidth: combined(sources).halfWidth() };
}

/** Replications from which the variance of a world is taken from its own. */
const FEW = 5;

/**
 * What luck makes of the lead in a world of few replications: what it makes of it in the scenario as it is, stretched as the leads of
 * those replications are.
 */
function scaledVariance(
  leads: readonly number[],
  own: readonly number[],
  before: readonly number[],
): number {
  const [ofLeads, ofOwn] = [variance(leads)!, variance(own)!];
  const stretch = ofOwn === 0 ? 1 : Math.min(MOST_STRETCH, Math.max(1, ofLeads / ofOwn));
  return variance(before)! * stretch;
}

/** Two replications that happen to be alike say little of the spread of others. */
const MOST_STRETCH = 25;

/** What a margin loses from one world to another; infinite where no number says it. */
export function lossBetween(from: Margin, to: Margin): number {
  if (from.value === to.value) return 0;
  if (Number.isFinite(from.value) && Number.isFinite(to.value)) return from.value - to.value;
  return to.value < from.value ? Infinity : -Infinity;
}

function plainMean(leads: readonly number[]): Pick<Margin, "value" | "halfWidth"> {
  const spread = variance(leads);
  const freedom = leads.length - 1;
  return {
    value: mean(leads),
    halfWidth:
      spread === null ? null : combined([{ variance: spread / leads.length, freedom }]).halfWidth(),
  };
}
