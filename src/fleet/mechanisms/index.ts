import type { MechanismModel } from "../state/model.js";
import { groupOf, type World } from "../state/world.js";
import { imageReplace } from "./image-replace.js";
import { inPlace } from "./in-place.js";
import type { Mechanism } from "./mechanism.js";
import { twoSlots } from "./two-slots.js";

/** Every update mechanism, by its name. */
export const mechanisms: { readonly [K in MechanismModel["kind"]]: Mechanism } = {
  ab: twoSlots("ab"),
  ostree: twoSlots("ostree"),
  "in-place": inPlace,
  "image-replace": imageReplace,
};

/** The mechanism of a host. */
export function mechanismOf(world: World, host: number): Mechanism {
  return mechanisms[world.model.groups[groupOf(world, host)]!.mechanism.kind];
}
