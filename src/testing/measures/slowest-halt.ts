import { defineMetric } from "../../metrics/metric.js";
import type { Time } from "../../support/time.js";

interface State {
  /** Of each release: when its first defect bit; NaN: not. */
  readonly bitten: Float64Array;
  /** Of each release and group: when offers ended; NaN: they have not. */
  readonly stopped: Float64Array;
  /** Of each release and group: 1 once a host of it was let take it. */
  readonly granted: Uint8Array;
}

/** Name of the number [ms] that `slowestHalt` gives. */
export const SLOWEST_HALT = "slowest-halt";

/**
 * The longest time from the moment a release's first defect bit until a group that took the release was offered it no more,
 * by a halt or a withdrawal; what has not come by the horizon counts with the time it has had. Null where no defect bit.
 */
export const slowestHalt = defineMetric<State>({
  name: SLOWEST_HALT,
  outputs: [],
  start: ({ releases, groups }) => ({
    bitten: new Float64Array(releases.length).fill(Number.NaN),
    stopped: new Float64Array(releases.length * groups.length).fill(Number.NaN),
    granted: new Uint8Array(releases.length * groups.length),
  }),
  on: {
    DefectBit({ bitten }, { time, from }) {
      if (from >= 0 && Number.isNaN(bitten[from])) bitten[from] = time;
    },
    Granted({ granted }, { subject, to }, { groups, groupOf }) {
      granted[to * groups.length + groupOf[subject]!] = 1;
    },
    Halted({ stopped }, { time, subject, from }, { groups }) {
      stop(stopped, subject * groups.length + from, time);
    },
    Resumed({ stopped }, { subject, from }, { groups }) {
      stopped[subject * groups.length + from] = Number.NaN;
    },
    Withdrawn({ stopped }, { time, subject, from }, { groups }) {
      for (const [group, { channel }] of groups.entries()) {
        if (channel === from) stop(stopped, subject * groups.length + group, time);
      }
    },
  },
  finish({ bitten, stopped, granted }, { horizon, groups }) {
    const times = [...bitten].flatMap((begun, release) =>
      Number.isNaN(begun)
        ? []
        : groups.flatMap((_, group) => {
            const place = release * groups.length + group;
            if (granted[place] === 0) return [];
            const end = stopped[place]!;
            return [Math.max(0, (Number.isNaN(end) ? horizon : end) - begun)];
          }),
    );
    return { scalars: { [SLOWEST_HALT]: times.length === 0 ? null : Math.max(...times) } };
  },
});

function stop(stopped: Float64Array, place: number, time: Time): void {
  if (Number.isNaN(stopped[place])) stopped[place] = time;
}
