import { type HostPhase, isWell, ReportStatus } from "../fleet/state/phases.js";
import { SECOND, type Time } from "../support/time.js";
import { type AverageSeries, averages, startAverages, step } from "./counting/average-series.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { defineMetric } from "./metric.js";

/** Bits of a host. */
const ILL = 1;
const NOT_REPORTED_GOOD = 2;

interface State {
  readonly bits: Uint8Array;
  /** Hosts that are reported good and are not. */
  readonly gap: Integral;
  /** Hosts that are well, and hosts whose last report says good. */
  readonly well: AverageSeries;
  readonly reported: AverageSeries;
}

/**
 * How long the update server believed what was not so. Series `well` and `reported-good`: the time average per bin of the share
 * [0..1] of hosts that are well, and of hosts whose last report says good.
 */
export const truthGap = defineMetric<State>({
  name: "truth-gap",
  outputs: [
    {
      name: "truth-gap",
      title: "Truth gap",
      unit: "host-s",
      doc: "Time integral over the run of the hosts whose last report says good while they are not well: neither serving, nor fallen back, nor draining. A report counts from its arrival; at the start every host is reported good.",
      better: "lower",
    },
  ],
  start: ({ hosts, horizon }) => ({
    bits: new Uint8Array(hosts),
    gap: startIntegral(1),
    well: startAverages(horizon, hosts),
    reported: startAverages(horizon, hosts),
  }),
  on: {
    HostPhase(state, { time, subject, to }) {
      const before = state.bits[subject]!;
      const now = (before & ~ILL) | (isWell(to as HostPhase) ? 0 : ILL);
      if (now !== before) setBits(state, subject, now, time);
    },
    Report(state, { time, subject, to }) {
      const before = state.bits[subject]!;
      const now =
        (before & ~NOT_REPORTED_GOOD) | (to === ReportStatus.Good ? 0 : NOT_REPORTED_GOOD);
      if (now !== before) setBits(state, subject, now, time);
    },
  },
  finish: (state, { horizon, hosts }) => ({
    scalars: { "truth-gap": integralTo(state.gap, 0, horizon) / SECOND },
    series: {
      well: averages(state.well, horizon).map((count) => count / hosts),
      "reported-good": averages(state.reported, horizon).map((count) => count / hosts),
    },
  }),
});

function setBits(state: State, host: number, now: number, time: Time): void {
  const before = state.bits[host]!;
  const by = Number(now === ILL) - Number(before === ILL);
  const changed = before ^ now;
  if ((changed & ILL) !== 0) step(state.well, (now & ILL) === 0 ? 1 : -1, time);
  if ((changed & NOT_REPORTED_GOOD) !== 0) {
    step(state.reported, (now & NOT_REPORTED_GOOD) === 0 ? 1 : -1, time);
  }
  state.bits[host] = now;
  if (by !== 0) change(state.gap, 0, by, time);
}
