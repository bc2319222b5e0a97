import { HostPhase } from "../fleet/state/phases.js";
import { SECOND, type Time } from "../support/time.js";
import { type AverageSeries, averages, startAverages, step } from "./counting/average-series.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { defineMetric } from "./metric.js";

/** Bits of a host. */
const HOLDS = 1;
const DEAD = 2;

interface State {
  readonly bits: Uint8Array;
  /** Locks held by hosts that cannot give them back. */
  readonly held: Integral;
  /** Hosts that hold the lock, dead or not. */
  readonly holders: AverageSeries;
}

/**
 * How long reboot locks were held by hosts that cannot give them back, so that others wait for nothing. Series `locks-held`: the
 * time average per bin of the hosts that hold a reboot lock.
 */
export const deadLockTime = defineMetric<State>({
  name: "dead-lock-time",
  outputs: [
    {
      name: "dead-lock-time",
      title: "Lock time of dead hosts",
      unit: "s",
      doc: "Time during which a place in the reboot lock is held by a host that is down or under repair, summed over places.",
      better: "lower",
    },
  ],
  start: ({ hosts, horizon }) => ({
    bits: new Uint8Array(hosts),
    held: startIntegral(1),
    holders: startAverages(horizon, 0),
  }),
  on: {
    LockTaken(state, { time, subject }) {
      setBits(state, subject, state.bits[subject]! | HOLDS, time);
    },
    LockReleased(state, { time, subject }) {
      setBits(state, subject, state.bits[subject]! & ~HOLDS, time);
    },
    HostPhase(state, { time, subject, to }) {
      const dead = to === HostPhase.Down || to === HostPhase.UnderRepair ? DEAD : 0;
      setBits(state, subject, (state.bits[subject]! & HOLDS) | dead, time);
    },
  },
  finish: (state, { horizon }) => ({
    scalars: { "dead-lock-time": integralTo(state.held, 0, horizon) / SECOND },
    series: { "locks-held": averages(state.holders, horizon) },
  }),
});

function setBits(state: State, host: number, now: number, time: Time): void {
  const both = HOLDS | DEAD;
  const holder = (now & HOLDS) - (state.bits[host]! & HOLDS);
  if (holder !== 0) step(state.holders, holder, time);
  const by = Number(now === both) - Number(state.bits[host] === both);
  state.bits[host] = now;
  if (by !== 0) change(state.held, 0, by, time);
}
