/** Spare capacity as a knob: hosts beyond those that the containers of a group fill, or the same as a share of their room. */
import type { Settings } from "../../policies/merge-settings.js";
import { hint } from "../../scenario/issue-texts.js";
import { at, entries, type Field, wholeNumber } from "../../scenario/raw-fields.js";
import { parsePercentage, shown } from "../../support/quantity.js";
import { KnobError, turnKnob } from "../knobs.js";

/** Something that an experiment can set to a value, whatever the scenario writes for it. */
export interface Turnable {
  /** In its usual form, as `spare[web]`. */
  readonly name: string;
  /** The data with another value. */
  readonly turn: (value: number | string) => Settings;
  /** Where it is written, or would be. */
  readonly place: readonly (string | number)[];
}

/** What a host holds where the scenario says nothing. */
const USUAL_CAPACITY = 100;

/**
 * Finds `spare[GROUP]` [hosts] or `headroom[GROUP]` [share]; the group may be left out where there is one only.
 *
 * @param data of a scenario that is well formed.
 * @returns undefined where the path is neither.
 * @throws KnobError where there is no such group.
 */
export function findSpareCapacity(data: Settings, path: string): Turnable | undefined {
  const [, kind, named] = /^(spare|headroom)(?:\[([^[\]]+)\])?$/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  const groups = entries(at({ path: [], value: data }, "fleet", "groups"));
  const names = groups.map((group) => String(at(group, "name").value));
  if (named === undefined && groups.length > 1) {
    throw new KnobError(
      `expected a group (${names.join(", ")}), as ${kind}[${names[0]!}], got none`,
    );
  }
  const index = named === undefined ? 0 : names.indexOf(named);
  if (index < 0) {
    throw new KnobError(
      `expected ${kind}[GROUP] with one of ${names.join(", ")}, got ${shown(named)}${hint(named, names)}`,
    );
  }
  const need = needOf(data, groups[index]!);
  const { place, containers, capacity } = need;
  const hostsFor = kind === "spare" ? spareHosts : headroomHosts;
  return {
    name: `${kind}[${names[index]!}]`,
    place,
    turn: (value) => turnKnob(data, { place }, hostsFor({ containers, capacity }, value)),
  };
}

/** What the containers of a group need. */
interface Need {
  /** Containers that run in the group. */
  readonly containers: number;
  /** Containers that a host holds. */
  readonly capacity: number;
}

function needOf(data: Settings, group: Field): Need & { readonly place: Field["path"] } {
  const services = entries(at({ path: [], value: data }, "services"));
  const own = services.filter((service) => at(service, "group").value === at(group, "name").value);
  const containers = own.reduce(
    (sum, service) => sum + (wholeNumber(at(service, "replicas")) ?? 0),
    0,
  );
  if (containers === 0) {
    const name = String(at(group, "name").value);
    throw new KnobError(`expected a group that runs containers, got ${name}, which runs none`);
  }
  return {
    containers,
    capacity: wholeNumber(at(group, "capacity")) ?? USUAL_CAPACITY,
    place: at(group, "hosts").path,
  };
}

/** What is no number is written as it is, for the schema to refuse. */
function spareHosts({ containers, capacity }: Need, spare: number | string): number | string {
  return typeof spare === "number" ? Math.ceil(containers / capacity) + spare : spare;
}

function headroomHosts({ containers, capacity }: Need, headroom: number | string): number | string {
  const share = typeof headroom === "number" ? headroom : parsePercentage(headroom);
  if (share === undefined) return headroom;
  // 1.1 times 100 is a little more than 110 in binary; a host is not added for that.
  return Math.ceil((containers * (1 + share)) / capacity - 1e-9);
}
