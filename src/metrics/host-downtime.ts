import { Cause, type HostPhase, isUp } from "../fleet/phases.js";
import { SECOND } from "../support/time.js";
import { change, type Integral, integralTo, startIntegral } from "./counting/integral.js";
import { defineMetric } from "./metric.js";

/** Host downtime by cause. A host is down where no container can run on it: off, booting up to its runtime, under repair, being made. */
export const hostDowntime = defineMetric<Integral>({
  name: "host-downtime",
  outputs: [
    {
      name: "host-downtime",
      title: "Host downtime",
      unit: "host-s",
      doc: "Time integral over the run of the hosts that cannot run containers: shutting down, booting until the runtime is up, down, under repair, or being provisioned. A degraded host is not down.",
      better: "lower",
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
  ],
  start: () => startIntegral(4),
  on: {
    HostPhase(state, { time, from, to, cause, detail }) {
      if (!isUp(from as HostPhase)) change(state, detail, -1, time);
      if (!isUp(to as HostPhase)) change(state, cause, 1, time);
    },
  },
  finish(state, { horizon }) {
    const of = (cause: number) => integralTo(state, cause, horizon) / SECOND;
    return {
      scalars: {
        "host-downtime": of(Cause.Planned) + of(Cause.Defect) + of(Cause.Fault),
        "host-downtime.planned": of(Cause.Planned),
        "host-downtime.defect": of(Cause.Defect),
        "host-downtime.fault": of(Cause.Fault),
      },
    };
  },
});
