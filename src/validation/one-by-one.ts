import { ReportStatus } from "../fleet/state/phases.js";
import { TransitionKind, type Transition } from "../fleet/state/transitions.js";
import { HOUR } from "../support/time.js";
import { ms, playerOf, type SceneGroup } from "./scene.js";

/** Hosts that take a package one after the other, each at a moment of its own, once. */
interface OneByOne {
  readonly hosts: number;
  readonly cohorts?: SceneGroup["cohorts"];
  readonly agent?: SceneGroup["agent"];
  readonly release: Readonly<Record<string, unknown>>;
}

/** From the first hour to the last but one every host checks once: at so many milliseconds that hardly two check at one time. */
const FIRST = "01:00";
const [SPREAD, END] = [22 * HOUR, 24 * HOUR];

/**
 * Plays such a day: the daily timer of apt, spread over it.
 *
 * @param see sees grants, bites and reports, in order.
 * @param done whether enough has been seen.
 */
function oneByOne({ hosts, cohorts = {}, agent = {}, release }: OneByOne) {
  const play = playerOf({
    groups: [
      {
        hosts,
        cohorts,
        mechanism: { kind: "in-place", install: "1ms" },
        agent: { kind: "daily", at: FIRST, jitter: ms(SPREAD), ...agent },
      },
    ],
    releases: [{ channels: { stable: "1s" }, packages: ["runtime"], ...release }],
    policy: { offer: { kind: "all-at-once" }, reboot: { kind: "manual" } },
    horizon: END,
  });
  return (
    replication: number,
    see: (transition: Transition) => void,
    done: () => boolean = () => false,
  ): void =>
    play(replication, {
      see(transition) {
        const { kind } = transition;
        if (
          kind === TransitionKind.Granted ||
          kind === TransitionKind.DefectBit ||
          kind === TransitionKind.Report
        ) {
          see(transition);
        }
      },
      done,
    });
}

/** Hosts whose classes one run draws, at least. */
const CLASSIFIED = 20_000;
/** Rounds in which all classes are seen that a run has room for, at least; and the share of its hosts that as many are sure to need no more than. */
const [ROUNDS, SURE] = [300, 0.8];

/** The classes of the hosts of one run in the order in which they update: equally likely, each with a bug that gives it away. */
function classesInOrder(classes: number, hosts: number): (replication: number) => Int32Array {
  const names = Array.from({ length: classes }, (_, index) => `class-${index}`);
  const play = oneByOne({
    hosts,
    cohorts: Object.fromEntries(names.map((name) => [name, 1 / classes])),
    release: {
      defects: names.map((name) => ({
        kind: "broken-bridge",
        per: "host",
        probability: 1,
        cohorts: [name],
      })),
    },
  });
  return (replication) => {
    const order = new Int32Array(hosts);
    let updated = 0;
    play(replication, ({ kind, detail }) => {
      if (kind !== TransitionKind.DefectBit) return;
      order[updated] = detail;
      updated += 1;
    });
    if (updated !== hosts) throw new Error(`${updated} of ${hosts} hosts were hit once`);
    return order;
  };
}

/** How many hosts have to update until all classes have been seen, again and again. */
export function hostsUntilAllClasses(classes: number): (replication: number) => readonly number[] {
  let mean = 0;
  for (let missing = 1; missing <= classes; missing++) mean += classes / missing;
  const hosts = Math.max(CLASSIFIED, Math.ceil(ROUNDS * mean));
  const play = classesInOrder(classes, hosts);
  const rounds = Math.floor((SURE * hosts) / mean);
  return (replication) => {
    const lengths: number[] = [];
    let [seen, began] = [new Set<number>(), 0];
    for (const [index, one] of play(replication).entries()) {
      seen.add(one);
      if (seen.size < classes) continue;
      lengths.push(index + 1 - began);
      [seen, began] = [new Set(), index + 1];
    }
    return enough(lengths, rounds);
  };
}

/** The first ones, as many in every run: that the last of a run are cut off says something of their lengths. */
function enough(lengths: readonly number[], rounds: number): readonly number[] {
  if (lengths.length < rounds) throw new Error(`expected ${rounds}, got ${lengths.length}`);
  return lengths.slice(0, rounds);
}

/** Whether so many hosts in a row have shown all classes: 0 or 1, again and again. */
export function coverage(classes: number, canaries: number): (replication: number) => Int32Array {
  const hosts = Math.max(CLASSIFIED, canaries);
  const play = classesInOrder(classes, hosts);
  return (replication) => {
    const order = play(replication);
    return Int32Array.from({ length: Math.floor(hosts / canaries) }, (_, index) => {
      const seen = new Set(order.subarray(index * canaries, (index + 1) * canaries));
      return Number(seen.size === classes);
    });
  };
}

/** Hosts that update in one run until enough is reported, about; and waits of one run at most. */
const [UPDATED, WAITS] = [100_000, 3_000];
/** Hosts in reserve, in standard deviations of what all waits of a run take; and what a single wait needs more, as its tail is longer. */
const [RESERVE, TAIL] = [6, 4];

/**
 * How many hosts have to update until so many failures are reported, again and again.
 *
 * @param failure that an update fails, and `report` that the report of it arrives [0..1].
 */
export function hostsUntilReports(
  reports: number,
  { failure, report }: { readonly failure: number; readonly report: number },
): (replication: number) => readonly number[] {
  const mean = reports / (failure * report);
  const waits = Math.min(WAITS, Math.max(1, Math.floor(UPDATED / mean)));
  const spread = (Math.sqrt(waits * reports) + TAIL) / (failure * report);
  const hosts = Math.ceil(waits * mean + RESERVE * spread);
  const play = oneByOne({
    hosts,
    agent: { reportLoss: 1 - report },
    release: { installFailure: failure },
  });
  return (replication) => {
    const lengths: number[] = [];
    let [updated, heard] = [0, 0];
    const see = ({ kind, to }: Transition) => {
      if (kind === TransitionKind.Granted) updated += 1;
      if (kind !== TransitionKind.Report || to !== ReportStatus.Failed) return;
      heard += 1;
      if (heard < reports) return;
      lengths.push(updated);
      [updated, heard] = [0, 0];
    };
    play(replication, see, () => lengths.length >= waits);
    return enough(lengths, waits);
  };
}
