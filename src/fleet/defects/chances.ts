import { Purpose } from "../../random/purposes.js";
import { Component } from "../state/component.js";
import { Event } from "../state/events.js";
import type { DefectModel, Model } from "../state/model.js";
import type { DefectKind, Moment } from "./defect-kind.js";
import { defectKindOf } from "./index.js";
import { TransitionKind } from "../state/transitions.js";
import { draw, drawTime, emit, groupOf, scheduleIn, type World } from "../state/world.js";

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

/** A defect that a release may carry, with what its kind is. */
export interface Carried {
  readonly index: number;
  readonly defect: DefectModel;
  readonly kind: DefectKind;
}

/** Of a release: its defects by the component that carries them. */
type ByComponent = readonly (readonly Carried[])[];

/** Of each release of a model, as far as they have been asked for: they are looked up at every boot of every host. */
const known = new WeakMap<Model, ByComponent[]>();

const HARMLESS: ByComponent = [[], [], []];

function defectsOf({ model }: World, release: number): ByComponent {
  if (model.releases[release]!.defects.length === 0) return HARMLESS;
  let ofModel = known.get(model);
  if (ofModel === undefined) known.set(model, (ofModel = []));
  return (ofModel[release] ??= byComponent(model, release));
}

function byComponent(model: Model, release: number): ByComponent {
  const all = model.releases[release]!.defects.map((index) => {
    const defect = model.defects[index]!;
    return { index, defect, kind: defectKindOf(defect.kind) };
  });
  return Object.values(Component).map((component) =>
    all.filter(({ defect }) => defect.component === component),
  );
}

/** Calls `visit` with each defect of what a host runs, by component. */
function eachDefect(world: World, host: number, visit: (carried: Carried) => void): void {
  const { running } = world.state.hosts;
  for (let component = 0; component < 3; component++) {
    const release = running[3 * host + component]!;
    if (release < 0) continue;
    for (const carried of defectsOf(world, release)[component]!) visit(carried);
  }
}

/**
 * Takes the chances that are due at a moment of a host's way up, or of its daemon's.
 *
 * @param occurrence how many such moments there have been before: what tells the chances of a defect `per: boot` apart.
 * @param hit is called with each defect that strikes at once; one with a delay is scheduled to bite later.
 */
export function takeChances(
  world: World,
  host: number,
  moment: Moment["at"],
  occurrence: number,
  hit: (carried: Carried) => void,
): void {
  eachDefect(world, host, (carried) => {
    const { defect, kind } = carried;
    const isDue = kind.moment.at === moment && (defect.per === "host" || defect.per === "boot");
    if (!isDue || !hits(world, host, defect, occurrence)) return;
    const isLater = kind.moment.at === "userland" && kind.moment.strike === "later";
    if (defect.after.mean > 0 || isLater) biteAfterDelay(world, host, carried, occurrence);
    else {
      recordBite(world, host, carried.index);
      hit(carried);
    }
  });
}

function biteAfterDelay(world: World, host: number, carried: Carried, occurrence: number): void {
  const { defect } = carried;
  const purpose = chanceOf(defect, Purpose.DefectDelay, Purpose.TrainDefectDelay);
  scheduleBite(world, host, carried, {
    purpose,
    entity: host,
    occurrence: chanceKey(defect, occurrence),
  });
}

/** The key of the draw of a delay. */
interface DelayKey {
  readonly purpose: Purpose;
  readonly entity: number;
  readonly occurrence: number;
}

/** A defect that takes its time bites as long as the host, or the daemon, that it is bound to runs on. */
function scheduleBite(
  world: World,
  host: number,
  { index, defect, kind }: Carried,
  key: DelayKey,
): void {
  const delay = drawTime(world, defect.after, key.purpose, key.entity, key.occurrence);
  const epoch = epochOf(world, host, kind);
  scheduleIn(world, delay, Event.DefectBites, host, (epoch & 0x7fff) * 65_536 + index);
}

/** What changes when the run ends that a defect of a kind is bound to. */
export function epochOf(world: World, host: number, { boundTo }: DefectKind): number {
  const { daemonEpoch, lifeEpoch } = world.state.hosts;
  return boundTo === "daemon" ? daemonEpoch[host]! : lifeEpoch[host]!;
}

/**
 * A package has been installed under a running system. A new userland restarts what it brings, so that its defects take a chance without
 * a boot; those `per: installation` take theirs, whichever the component. (A new runtime restarts its daemon, which takes them; a
 * kernel waits for a boot.) They bite as events of their own, since an installation must end first.
 *
 * @param release that has been installed.
 */
export function takeChancesOfInstallation(world: World, host: number, release: number): void {
  const { components } = world.model.releases[release]!;
  // A host installs once for a check at most.
  const nth = world.state.hosts.polls[host]!;
  for (let component = 0; component < 3; component++) {
    if ((components & (1 << component)) === 0) continue;
    for (const carried of defectsOf(world, release)[component]!) {
      const { defect } = carried;
      const isReloaded = component === Component.Userland && isStruckByReload(carried);
      if (!isReloaded && defect.per !== "installation") continue;
      if (!hitsInstallation(world, host, defect, nth)) continue;
      scheduleBite(world, host, carried, {
        purpose: purposeOfInstallation(defect),
        entity: host,
        occurrence: DELAYS + chanceKey(defect, nth),
      });
    }
  }
}

/** Whether the restart of what a package brings is a chance like that of a boot: not for what the kernel or a container has to start. */
function isStruckByReload({ defect, kind }: Carried): boolean {
  const { at } = kind.moment;
  return (
    (defect.per === "host" || defect.per === "boot") && (at === "userland" || at === "daemon-start")
  );
}

/** Whether a defect hits at this installation: by a chance of its own, unless it is the host's once and for all. */
function hitsInstallation(world: World, host: number, defect: DefectModel, nth: number): boolean {
  if (defect.per === "host") return hits(world, host, defect, 0);
  if (!concerns(world, host, defect)) return false;
  const u = draw(world, purposeOfInstallation(defect), host, chanceKey(defect, nth));
  return u < defect.probability;
}

function purposeOfInstallation(defect: DefectModel): Purpose {
  return chanceOf(defect, Purpose.DefectInstallation, Purpose.TrainDefectInstallation);
}

/** Whether a defect takes effect when a container starts: by its chance, or by its nature. */
function isOfStarts({ defect, kind }: Carried): boolean {
  return defect.per === "container-start" || kind.moment.at === "container-start";
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

/** The defect that hits this start of a container; undefined: none. */
export function takeChanceOfStart(
  world: World,
  host: number,
  container: number,
): Carried | undefined {
  const { hosts } = world.state;
  for (let component = 0; component < 3; component++) {
    const release = hosts.running[3 * host + component]!;
    if (release < 0) continue;
    for (const carried of defectsOf(world, release)[component]!) {
      const { defect, index } = carried;
      if (!isOfStarts(carried) || !hitsStart(world, host, container, defect)) continue;
      if (defect.after.mean === 0) {
        recordBite(world, host, index);
        return carried;
      }
      const purpose = chanceOf(defect, Purpose.DefectStart, Purpose.TrainDefectStart);
      const occurrence = DELAYS + chanceKey(defect, world.state.containers.starts[container]!);
      scheduleBite(world, host, carried, { purpose, entity: container, occurrence });
    }
  }
  return undefined;
}

/** Draws for the delay of a bite; those for the chance of it come before them. */
const DELAYS = 1_073_741_824;

/** A defect bites: for the record, and for the people who will look for it. */
export function recordBite(world: World, host: number, index: number): void {
  const { release } = world.model.defects[index]!;
  world.state.hosts.suspect[host] = release;
  emit(world, TransitionKind.DefectBit, host, release, 0, 0, index);
}
