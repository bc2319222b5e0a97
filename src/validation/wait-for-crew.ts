import { repairShop } from "./repair-shop.js";
import { exponential, ms, type Written } from "./scene.js";

/** Mean time of a repair [ms]: so many that rounding to them does not show. */
const REPAIR = 1_000_000;
/** Failures of one run, and the share of them that comes before the line is as long as ever. */
const FAILURES = 100_000;
const WARM_UP = 0.1;
/** What waits is missing among those that can fail: by as much as this share of the failures, times what it does to the waits. */
const MISSING = 0.001;
const MOST_HOSTS = 500_000;

interface Waiting {
  readonly crews: number;
  /** Failures in the time of a repair. */
  readonly load: number;
  /** Squared coefficient of variation of the time of a repair. */
  readonly variability: number;
}

/** What became of the failures of a run. */
interface Waits {
  /** Share of the hosts that found no crew free. */
  readonly waited: number;
  /** In mean times of a repair. */
  readonly meanWait: number;
}

/**
 * A fleet so large that its failures come at random, whatever waits already.
 *
 * @see Palm, "Intensitätsschwankungen im Fernsprechverkehr", Ericsson Technics 44 (1943): many rare arrivals make a Poisson process
 */
export function waitForCrew({ crews, load, variability }: Waiting): (replication: number) => Waits {
  const hosts = hostsFor(load, load / crews);
  const horizon = Math.ceil((FAILURES / load) * REPAIR);
  const begin = WARM_UP * horizon;
  const upFor = (hosts / load) * REPAIR;
  const play = repairShop({ hosts, upFor, crews, repair: repairOf(variability), horizon });
  return (replication) => {
    const failedAt = new Float64Array(hosts);
    let [begun, waited, waits] = [0, 0, 0];
    play(replication, {
      failed(host, time) {
        failedAt[host] = time;
      },
      begun(host, time) {
        if (failedAt[host]! < begin) return;
        begun += 1;
        waits += time - failedAt[host]!;
        if (time > failedAt[host]!) waited += 1;
      },
    });
    return { waited: waited / begun, meanWait: waits / begun / REPAIR };
  };
}

/** Waits answer to a change of the rate of failures the more the nearer the crews are to being always at work. */
function hostsFor(load: number, busy: number): number {
  const hosts = (load + busy / (1 - busy) ** 2) / MISSING;
  return Math.ceil(Math.min(MOST_HOSTS, hosts));
}

/** A repair time of a given variability: exponential at 1, else nothing or one long time. */
function repairOf(variability: number): Written {
  if (variability === 1) return exponential(REPAIR);
  return {
    dist: "empirical",
    values: [ms(0), ms(REPAIR * (1 + variability))],
    weights: [variability, 1],
  };
}
