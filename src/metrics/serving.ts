import type { FleetFacts } from "../fleet/state/model.js";
import { ContainerPhase } from "../fleet/state/phases.js";
import { type AverageSeries, averages, startAverages, step } from "./counting/average-series.js";
import { defineMetric } from "./metric.js";

/** Zones of which each has a series of its own at most; with more no chart could show them. */
const ZONES = 8;

interface State {
  readonly all: AverageSeries;
  /** Containers that serve in each zone; empty where there is one zone only, or very many. */
  readonly zones: readonly AverageSeries[];
  /** Of each container: the host it is on, and the zone it serves in, or -1. */
  readonly host: Int32Array;
  readonly zone: Int32Array;
}

/**
 * Serving capacity over time: series `serving`, the time average per bin of the share [0..1] of wanted containers that serve;
 * and for two to eight zones `serving.ZONE`, the containers that serve in a zone as a share of those it had at the start, above
 * 1 where it has taken in those of others.
 */
export const serving = defineMetric<State>({
  name: "serving",
  outputs: [],
  start(facts) {
    const counts = homesByZone(facts);
    return {
      all: startAverages(facts.horizon, facts.containers),
      zones: counts.map((count) => startAverages(facts.horizon, count)),
      host: facts.homeOf.slice(),
      zone: facts.homeOf.map((host) => (host < 0 ? -1 : facts.zoneOf[host]!)),
    };
  },
  on: {
    ContainerMoved(state, { subject, to }) {
      state.host[subject] = to;
    },
    ContainerPhase(state, { time, subject, from, to }, facts) {
      const by = Number(to === ContainerPhase.Serving) - Number(from === ContainerPhase.Serving);
      if (by === 0) return;
      step(state.all, by, time);
      if (state.zones.length > 0) stepZone(state, subject, by, time, facts);
    },
  },
  finish(state, facts) {
    const { horizon, containers } = facts;
    if (containers === 0) return { scalars: {} };
    const shareOf = (series: AverageSeries, of: number) =>
      averages(series, horizon).map((count) => count / of);
    const counts = homesByZone(facts);
    const zones = state.zones.flatMap((series, zone): [string, Float64Array][] =>
      counts[zone] === 0 ? [] : [[`serving.${facts.zones[zone]!}`, shareOf(series, counts[zone]!)]],
    );
    return {
      scalars: {},
      series: { serving: shareOf(state.all, containers), ...Object.fromEntries(zones) },
    };
  },
});

/** A container leaves the zone that it began to serve in, wherever it has been moved since. */
function stepZone(
  state: State,
  container: number,
  by: number,
  time: number,
  facts: FleetFacts,
): void {
  if (by > 0) {
    const host = state.host[container]!;
    state.zone[container] = host < 0 ? -1 : facts.zoneOf[host]!;
  }
  const zone = state.zone[container]!;
  if (zone >= 0) step(state.zones[zone]!, by, time);
}

/** Containers that each zone has at the start; none where zones have no series. */
function homesByZone({ zones, homeOf, zoneOf }: FleetFacts): number[] {
  if (zones.length < 2 || zones.length > ZONES) return [];
  const counts = zones.map(() => 0);
  for (const host of homeOf) if (host >= 0) counts[zoneOf[host]!]! += 1;
  return counts;
}
