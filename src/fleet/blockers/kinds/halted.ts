import type { World } from "../../state/world.js";
import { groupOf } from "../../state/world.js";
import { counted, defineBlocker, faultOf, grouped } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";
import type { Hold } from "../hold.js";

const REASONS: Readonly<Record<Hold["why"], number>> = {
  order: 0,
  failures: 1,
  troubles: 2,
  silence: 3,
  person: 4,
  withdrawn: 5,
  reports: 6,
  soak: 7,
  "patch-day": 8,
};

/** The offer has been stopped. */
export const halted = defineBlocker({
  kind: "halted",
  doc: "The release is halted for the group: by a part of the policy, by people, by the safe mode of the update server, or by a fault.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { world } = look;
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer?.halted !== true) return undefined;
    const group = groupOf(world, host);
    const [hold] = look.holdsBack(group, offer.release);
    const fault = haltedByFault(world, group);
    const isOff = offer.quota?.updates.policy.enabled === false;
    const by = isOff ? "the safe mode of the update server" : hold?.by;
    const { failures, troubles, grants } = world.state.releases[offer.release]!;
    return {
      release: offer.release,
      fault,
      ...(by === undefined ? {} : { by }),
      figures: {
        why: REASONS[hold?.why ?? "order"],
        counted: hold?.counted ?? 0,
        allowed: hold?.limit ?? 0,
        failures,
        troubles,
        grants,
        recalled: Number(world.state.groups[group]!.recalled.includes(offer.release)),
      },
      since: offer.haltedAt,
    };
  },
  says(blocker) {
    const { release, by, figures } = blocker;
    const { why, counted: n, allowed, recalled } = figures;
    const who = by === undefined ? "" : ` by ${by}`;
    const verb = recalled === 1 ? "recalled" : "halted";
    const reason =
      why === REASONS.failures
        ? `: ${counted(n!, "failure")} reported, ${grouped(allowed!)} allowed`
        : why === REASONS.troubles
          ? `: ${counted(n!, "host")} in trouble, ${grouped(allowed!)} allowed`
          : why === REASONS.silence
            ? `: ${counted(n!, "host")} not heard of, ${grouped(allowed!)} allowed`
            : why === REASONS.withdrawn
              ? ": it is gone from the channel that the policy follows"
              : "";
    return `${release} is ${verb}${who}${faultOf(blocker)}${reason}`;
  },
  remedy: ({ release, figures: { why } }) =>
    why === REASONS.silence
      ? `hosts that are heard of again, or ${release} resumed by hand`
      : `${release} resumed, or a newer release that is good`,
});

/** The needless halt that lasts now on hosts of a group; -1: none. */
function haltedByFault(world: World, group: number): number {
  const { lasting } = world.state.conditions;
  return (
    world.effectsByKind["needless-halt"].find(
      (index) =>
        lasting[index] === 1 &&
        world.model.faults[index]!.who.some((victim) => groupOf(world, victim) === group),
    ) ?? -1
  );
}
