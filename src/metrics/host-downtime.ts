import { Cause, type HostPhase, isUp } from "../fleet/state/phases.js";
import { SECOND } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import {
  beginOutage,
  endOutage,
  outageFigures,
  outageOutputs,
  type Outages,
  outUntil,
  startOutages,
} from "./counting/outages.js";
import { BY_HOST, figuresByPart, tallyOf } from "./counting/parts.js";
import { defineMetric } from "./metric.js";

interface State {
  /** Hosts down, by cause. */
  readonly down: Integral;
  readonly outages: Outages;
}

/** Host downtime by cause, and how long each spell of it lasted. A host is down where no container can run on it: off, booting up to its runtime, under repair, being made. */
export const hostDowntime = defineMetric<State>({
  name: "host-downtime",
  outputs: [
    {
      name: "host-downtime",
      title: "Host downtime",
      unit: "host-s",
      doc: "Time integral over the run of the hosts that cannot run containers: shutting down, booting until the runtime is up, down, under repair, or being provisioned. A degraded host is not down.",
      better: "lower",
      by: BY_HOST,
    },
    {
      name: "host-downtime.planned",
      title: "Host downtime, planned",
      unit: "host-s",
      doc: "The part of host downtime that an update meant: the reboot or the new instance.",
      better: "lower",
    },
    {
      name: "host-downtime.defect",
      title: "Host downtime by defects",
      unit: "host-s",
      doc: "The part of host downtime that is put down to a defect of a release.",
      better: "lower",
    },
    {
      name: "host-downtime.fault",
      title: "Host downtime by faults",
      unit: "host-s",
      doc: "The part of host downtime that is put down to an injected fault.",
      better: "lower",
    },
    ...outageOutputs(
      "host-outages",
      "hosts",
      "Spells of host downtime, one for each host and time: planned reboots too.",
      { by: BY_HOST, better: "neither" },
    ),
  ],
  start: ({ hosts }) => ({ down: startIntegral(4), outages: startOutages(hosts) }),
  on: {
    HostPhase({ down, outages }, { time, subject, from, to, cause, detail }) {
      const wasDown = !isUp(from as HostPhase);
      const isDown = !isUp(to as HostPhase);
      if (wasDown) change(down, detail, -1, time);
      if (isDown) change(down, cause, 1, time);
      if (wasDown === isDown) return;
      if (isDown) beginOutage(outages, subject, time);
      else endOutage(outages, subject, time);
    },
  },
  finish({ down, outages }, facts) {
    const { horizon, parts } = facts;
    const of = (cause: number) => integralTo(down, cause, horizon) / SECOND;
    const splits = parts.map(({ dimension, labels, of: partOf }) => ({
      of: partOf,
      by: labels.map((label) => ({ dimension, label })),
    }));
    const spells = outageFigures("host-outages", outages, splits, horizon);
    const downtimes = tallyOf(facts, outUntil(outages, horizon));
    return {
      ...spells,
      parts: {
        ...spells.parts,
        ...figuresByPart(facts, "host-downtime", downtimes, 1 / SECOND),
      },
      scalars: {
        ...spells.scalars,
        "host-downtime": of(Cause.Planned) + of(Cause.Defect) + of(Cause.Fault),
        "host-downtime.planned": of(Cause.Planned),
        "host-downtime.defect": of(Cause.Defect),
        "host-downtime.fault": of(Cause.Fault),
      },
    };
  },
});
