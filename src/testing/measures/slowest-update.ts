import { defineMetric } from "../../metrics/metric.js";
import type { FleetFacts } from "../../fleet/state/model.js";
import type { Time } from "../../support/time.js";

/** A release that a group could take. */
interface Rollout {
  readonly group: number;
  readonly release: number;
  readonly begun: Time;
  /** When every host of the group ran it or a newer one; undefined: not yet. */
  ended: Time | undefined;
  withdrawn: boolean;
}

interface State {
  readonly running: Int16Array;
  readonly rollouts: Rollout[];
}

/** Names of the numbers that `slowestUpdate` gives: a time [ms], and how many rollouts reached everybody [rollouts]. */
export const SLOWEST_UPDATE = "slowest-update";
/** Rollouts that reached every host of their group [rollouts]. */
export const FINISHED_UPDATES = "finished-updates";

/**
 * The longest time from a release's publication to a group until all of its hosts ran it or a newer one. A release that is
 * withdrawn before is left out; one that has not got there by the horizon counts with the time it has had.
 */
export const slowestUpdate = defineMetric<State>({
  name: SLOWEST_UPDATE,
  outputs: [],
  start: (facts) => {
    const running = new Int16Array(facts.hosts);
    for (const { first, hosts, initialRelease } of facts.groups) {
      running.fill(initialRelease, first, first + hosts);
    }
    return { running, rollouts: [] };
  },
  on: {
    Published({ running, rollouts }, { time, subject, from }, facts) {
      for (const [group, { channel }] of facts.groups.entries()) {
        if (channel !== from || !takes(facts, group, subject)) continue;
        const rollout = {
          group,
          release: subject,
          begun: time,
          ended: undefined,
          withdrawn: false,
        };
        rollouts.push(rollout);
        look(rollout, running, time, facts);
      }
    },
    Withdrawn({ rollouts }, { subject, from }, facts) {
      for (const rollout of rollouts) {
        const { group, release, ended } = rollout;
        const isIt = release === subject && facts.groups[group]!.channel === from;
        if (isIt && ended === undefined) rollout.withdrawn = true;
      }
    },
    RunningRelease({ running, rollouts }, { time, subject, to }, facts) {
      running[subject] = to;
      for (const rollout of rollouts) look(rollout, running, time, facts);
    },
  },
  finish({ rollouts }, { horizon }) {
    const counted = rollouts.filter(({ withdrawn }) => !withdrawn);
    const times = counted.map(({ begun, ended }) => (ended ?? horizon) - begun);
    return {
      scalars: {
        [SLOWEST_UPDATE]: times.length === 0 ? null : Math.max(...times),
        [FINISHED_UPDATES]: counted.filter(({ ended }) => ended !== undefined).length,
      },
    };
  },
});

/** Whether hosts of a group can take a release at all. */
function takes({ groups, releases }: FleetFacts, group: number, release: number): boolean {
  const { mechanisms } = releases[release]!;
  return mechanisms.length === 0 || mechanisms.includes(groups[group]!.mechanism);
}

function look(rollout: Rollout, running: Int16Array, time: Time, { groups }: FleetFacts): void {
  if (rollout.ended !== undefined || rollout.withdrawn) return;
  const { first, hosts } = groups[rollout.group]!;
  const isDone = running
    .subarray(first, first + hosts)
    .every((release) => release >= rollout.release);
  if (isDone) rollout.ended = time;
}
