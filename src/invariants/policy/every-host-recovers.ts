import type { FleetFacts } from "../../fleet/state/model.js";
import { type HostPhase, isWell } from "../../fleet/state/phases.js";
import { DAY } from "../../support/time.js";
import { defineInvariant } from "../invariant.js";
import { hostInWords } from "../wording.js";

/** Time that people and hosts are given after the last fault, and after the last repair that began [ms]; assumed. */
const SETTLE = DAY;

interface State {
  /** Since when a host has not been well [ms]; -1 while it is. */
  readonly unwellSince: Float64Array;
  readonly last: { repair: number };
}

/** Liveness: whatever has happened, it is over some day. Faults that last to the end excuse the hosts they hold. */
export const everyHostRecovers = defineInvariant<State>({
  name: "every-host-recovers",
  doc: "A day after the last fault that held it, and after the last repair that began anywhere, every host is well.",
  start: ({ hosts }) => ({
    unwellSince: new Float64Array(hosts).fill(-1),
    last: { repair: 0 },
  }),
  on: {
    HostPhase({ unwellSince }, { subject, to, time }) {
      if (isWell(to as HostPhase)) unwellSince[subject] = -1;
      else if (unwellSince[subject]! < 0) unwellSince[subject] = time;
      return undefined;
    },
    RepairBegan({ last }, { time }) {
      last.repair = time;
      return undefined;
    },
  },
  finish({ unwellSince, last }, facts) {
    const ends = lastFaults(facts);
    for (let host = 0; host < facts.hosts; host++) {
      const since = unwellSince[host]!;
      if (since < 0) continue;
      const quiet = facts.horizon - Math.max(since, ends[host]!, last.repair);
      if (quiet < SETTLE) continue;
      return `${hostInWords(facts, host)} is not well at the end, and nothing has happened to it for ${Math.floor(quiet / DAY)} days`;
    }
    return undefined;
  },
});

/** When the last fault that can have held each host was over [ms]; faults that name no host hold all. */
function lastFaults({ hosts, faults }: FleetFacts): Float64Array {
  const ends = new Float64Array(hosts);
  for (const { who, ...effect } of faults) {
    // Power that goes at a step comes back only some time after it went.
    const { amount = 0 } = effect;
    const until = effect.kind === "power-loss-at-step" ? effect.until + amount : effect.until;
    if (who.length === 0)
      for (let host = 0; host < hosts; host++) ends[host] = Math.max(ends[host]!, until);
    for (const host of who) ends[host] = Math.max(ends[host]!, until);
  }
  return ends;
}
