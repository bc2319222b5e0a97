import { certify } from "../src/chaos/certificate.js";
import { caseOf, type ChaosCase, faultsIn } from "../src/chaos/chaos-case.js";
import { judgeCase } from "../src/chaos/judge-case.js";
import { shrink } from "../src/chaos/shrink.js";
import { seedKey, stream, uniform } from "../src/random/draw.js";
import { Purpose } from "../src/random/purposes.js";
import { breaksWhenDown, quietFleet, sixtyFaults } from "./hidden-bug.js";
import type { BenchResult, ResultRow } from "./result.js";

/** Planted bugs of known optimum. */
const BUGS = 50;
/** Length of every fault [min], and from one to the next where they are not to overlap. */
const LENGTH = 17;
const APART = 40;

/** A case with a bug that needs `together` hosts down at one moment: so many faults, one host each. */
interface Planted {
  readonly start: ChaosCase;
  readonly together: number;
}

/** Faults one after the other, each on up to three hosts; somewhere among them `together` overlap. */
function plant(number: number): Planted {
  const luck = stream(seedKey("planted"), Purpose.Exploration, number);
  const pick = (occurrence: number, most: number) =>
    Math.floor(uniform(luck, 0, occurrence) * most);
  const together = 2 + (number % 4);
  const count = 20 + pick(0, 40);
  const hosts = 40 + pick(1, 100);
  const first = pick(2, count - together);
  const faults = Array.from({ length: count }, (_, index) => {
    // Those that overlap begin a minute after each other; the others keep out of each other's way.
    const isMeant = index >= first && index < first + together;
    const slot = isMeant ? first : index;
    const minute = 30 + APART * slot + (isMeant ? index - first : 0);
    const host = (index * 7 + 3) % hosts;
    const others = isMeant ? 0 : Math.min(together - 2, pick(10 + index, 3));
    const victims = Array.from({ length: 1 + others }, (__, nth) => (host + nth) % hosts);
    return {
      kind: "power-loss",
      from: `${minute}m`,
      for: `${LENGTH}m`,
      hosts: victims.toSorted((a, b) => a - b),
    };
  });
  const start = caseOf(quietFleet(hosts), { policy: "careful", replication: 0 }, faults);
  return { start, together };
}

/** Faults and victims of a case: what a person has to read. */
function sizeOf({ data }: ChaosCase): number {
  return faultsIn(data).reduce((sum, { hosts }) => {
    return sum + 1 + (Array.isArray(hosts) ? hosts.length : 0);
  }, 0);
}

function fleetOf({ data }: ChaosCase): number {
  const { groups } = data["fleet"] as { readonly groups: readonly { readonly hosts: number }[] };
  return groups.reduce((sum, { hosts }) => sum + hosts, 0);
}

/** Size over the least possible one of every planted bug, and the time of all. */
function optima(): ResultRow {
  const begin = performance.now();
  const ratios = Array.from({ length: BUGS }, (_, number) => {
    const { start, together } = plant(number);
    const oracle = breaksWhenDown(together);
    const failure = judgeCase(start, oracle)?.failures[0];
    if (failure === undefined) throw new Error(`shrinking: planted bug ${number} does not show`);
    const { smallest } = shrink(start, failure, { oracle });
    return sizeOf(smallest) / (2 * together);
  }).toSorted((a, b) => a - b);
  return {
    name: `${BUGS} planted bugs`,
    figures: {
      "median ratio": ratios[BUGS / 2]!,
      "worst ratio": ratios.at(-1)!,
      "s a bug": (performance.now() - begin) / 1e3 / BUGS,
    },
  };
}

/** The bug that needs three particular faults of sixty, on three hundred hosts. */
function threeOfSixty(): ResultRow {
  const begin = performance.now();
  const oracle = breaksWhenDown(3);
  const start = sixtyFaults(300);
  const failure = judgeCase(start, oracle)?.failures[0];
  if (failure === undefined) throw new Error("shrinking: the hidden bug does not show");
  const shrunk = shrink(start, failure, { oracle });
  const { isMinimal } = certify(shrunk, { oracle });
  const ratio = sizeOf(shrunk.smallest) / 6;
  return {
    name: "3 faults of 60, 300 hosts",
    figures: {
      "median ratio": ratio,
      "worst ratio": ratio,
      "s a bug": (performance.now() - begin) / 1e3,
      faults: faultsIn(shrunk.smallest.data).length,
      hosts: fleetOf(shrunk.smallest),
      certified: Number(isMinimal),
    },
  };
}

/** How small and how fast found cases get. */
export function shrinking(): BenchResult {
  return {
    subject: "shrinking",
    about:
      "Planted bugs of known optimum, shrunk on one core: faults and victims left over those that are needed (1 is the optimum).",
    rows: [threeOfSixty(), optima()],
  };
}
