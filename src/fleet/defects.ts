import { Purpose } from "../random/purposes.js";
import { Event } from "./events.js";
import { Component } from "./component.js";
import type { DefectModel, ReleaseModel } from "./model.js";
import { TransitionKind } from "./transitions.js";
import { draw, drawTime, emit, groupOf, scheduleIn, type World } from "./world.js";

/** Whether, whom and when the defects of what a host runs hit. The luck of a defect goes by its name, not by its release. */

/** Whether a defect can hit a host at all. */
function concerns(world: World, host: number, defect: DefectModel): boolean {
  const { hosts } = world.state;
  const group = groupOf(world, host);
  return (
    (defect.cohorts.length === 0 || defect.cohorts.includes(hosts.cohort[host]!)) &&
    (defect.groups.length === 0 || defect.groups.includes(group)) &&
    (defect.runtimes.length === 0 ||
      defect.runtimes.includes(world.model.groups[group]!.runtime.kind)) &&
    hosts.used[host]! >= defect.minContainers
  );
}

/** Distinct defects of listed releases that can be drawn for at one occurrence. */
const DEFECTS = 1_024;
/** Defects of trains have larger keys and purposes of their own; those of one host at one time differ in this many. */
const TRAIN_DEFECTS = 8_192;

/** The key of a chance: the defect, and the how-manieth chance of a host or a container it is. */
function chanceKey({ key }: DefectModel, occurrence: number): number {
  return key < DEFECTS
    ? key + DEFECTS * occurrence
    : (key & (TRAIN_DEFECTS - 1)) + TRAIN_DEFECTS * occurrence;
}

/** What a defect's chances are drawn for. */
function chanceOf({ key }: DefectModel, listed: Purpose, ofTrain: Purpose): Purpose {
  return key < DEFECTS ? listed : ofTrain;
}

/** Whether a defect hits at this chance. `occurrence` counts boots, or starts of the daemon. */
function hits(world: World, host: number, defect: DefectModel, occurrence: number): boolean {
  if (defect.probability <= 0) return false;
  const u =
    defect.per === "host"
      ? draw(world, Purpose.DefectHost, host, defect.key)
      : draw(
          world,
          chanceOf(defect, Purpose.DefectBoot, Purpose.TrainDefectBoot),
          host,
          chanceKey(defect, occurrence),
        );
  // A draw leaves no trace, so whether it mattered may be asked of the few that it picks.
  return u < defect.probability && concerns(world, host, defect);
}

/** Defects of each release by the component that carries them: looked up at every boot of every host. */
const byComponent = new WeakMap<ReleaseModel, readonly (readonly number[])[]>();

const HARMLESS: readonly (readonly number[])[] = [[], [], []];

function defectsOf({ model }: World, release: number): readonly (readonly number[])[] {
  const one = model.releases[release]!;
  if (one.defects.length === 0) return HARMLESS;
  const known = byComponent.get(one);
  if (known !== undefined) return known;
  const lists = Object.values(Component).map((component) =>
    one.defects.filter((index) => model.defects[index]!.component === component),
  );
  byComponent.set(one, lists);
  return lists;
}

/** Calls `visit` with each defect of what a host runs, by component. */
export function eachDefect(
  world: World,
  host: number,
  visit: (defect: DefectModel, index: number) => void,
): void {
  const { running } = world.state.hosts;
  for (let component = 0; component < 3; component++) {
    const release = running[3 * host + component]!;
    if (release < 0) continue;
    for (const index of defectsOf(world, release)[component]!) {
      const defect = world.model.defects[index]!;
      if (defect.per !== "container-start") visit(defect, index);
    }
  }
}

/**
 * Takes the chance of one defect: at once it is returned as a hit; with a delay it is scheduled to bite later.
 *
 * @param epoch what the delayed bite is bound to: it does nothing if that has changed.
 */
export function strikes(
  world: World,
  host: number,
  index: number,
  occurrence: number,
  epoch: number,
): boolean {
  const defect = world.model.defects[index]!;
  if (!hits(world, host, defect, occurrence)) return false;
  // A crash needs the host's event loop to itself: it comes as an event of its own, at once or later.
  if (defect.after.mean === 0 && defect.kind !== "latent-crash") {
    recordBite(world, host, index);
    return true;
  }
  const delay = drawTime(
    world,
    defect.after,
    chanceOf(defect, Purpose.DefectDelay, Purpose.TrainDefectDelay),
    host,
    chanceKey(defect, occurrence),
  );
  scheduleIn(world, delay, Event.DefectBites, host, (epoch & 0x7fff) * 65_536 + index);
  return false;
}

/** Whether a defect takes effect when a container starts: by its chance, or by its nature. */
function isOfStarts({ per, kind }: DefectModel): boolean {
  return per === "container-start" || kind === "container-panic";
}

/** Whether a defect hits this start: by a chance of its own, or because the host or its boot was hit. */
function hitsStart(world: World, host: number, container: number, defect: DefectModel): boolean {
  const { hosts, containers } = world.state;
  if (defect.per !== "container-start") return hits(world, host, defect, hosts.boots[host]!);
  if (!concerns(world, host, defect)) return false;
  const purpose = chanceOf(defect, Purpose.DefectStart, Purpose.TrainDefectStart);
  const occurrence = chanceKey(defect, containers.starts[container]!);
  return draw(world, purpose, container, occurrence) < defect.probability;
}

/** The defect that hits this start of a container, or -1. */
export function strikesStart(world: World, host: number, container: number): number {
  const { hosts } = world.state;
  for (let component = 0; component < 3; component++) {
    const release = hosts.running[3 * host + component]!;
    if (release < 0) continue;
    for (const index of world.model.releases[release]!.defects) {
      const defect = world.model.defects[index]!;
      if (defect.component !== component || !isOfStarts(defect)) continue;
      if (!hitsStart(world, host, container, defect)) continue;
      if (defect.after.mean > 0) {
        biteLater(world, host, container, index);
        continue;
      }
      recordBite(world, host, index);
      return index;
    }
  }
  return -1;
}

/** Defects of the runtime are bound to the run of its daemon, the others to the run of the host. */
export function isOfDaemon({ kind }: DefectModel): boolean {
  return kind === "broken-bridge" || kind === "runtime-crash" || kind === "lost-capacity";
}

/** Draws for the delay of a bite; those for the chance of it come before them. */
const DELAYS = 1_073_741_824;

/** A start is hit by a defect that takes its time: it bites as long as the host stays up. */
function biteLater(world: World, host: number, container: number, index: number): void {
  const { hosts, containers } = world.state;
  const defect = world.model.defects[index]!;
  const purpose = chanceOf(defect, Purpose.DefectStart, Purpose.TrainDefectStart);
  const occurrence = DELAYS + chanceKey(defect, containers.starts[container]!);
  const delay = drawTime(world, defect.after, purpose, container, occurrence);
  const epoch = isOfDaemon(defect) ? hosts.daemonEpoch[host]! : hosts.lifeEpoch[host]!;
  scheduleIn(world, delay, Event.DefectBites, host, (epoch & 0x7fff) * 65_536 + index);
}

/** A defect bites: for the record, and for the people who will look for it. */
export function recordBite(world: World, host: number, index: number): void {
  const { release } = world.model.defects[index]!;
  world.state.hosts.suspect[host] = release;
  emit(world, TransitionKind.DefectBit, host, release, 0, 0, index);
}
