import { NEVER } from "../../../support/time.js";
import { eligibleAt } from "../../control/offers.js";
import { rankOf } from "../../update/rank.js";
import { StageField, STAGE_FIELDS } from "../../update/stages.js";
import { groupOf, type Offer } from "../../state/world.js";
import { type Blocker, counted, defineBlocker, grouped, type Look } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** The offer of a host whose turn has not come and comes only when something is heard; undefined for every other host. */
function shutOffer(look: Look, host: number): Offer | undefined {
  const offer = wantedOffer(look, host);
  if (!isIdle(look, host) || offer === undefined) return undefined;
  const turn = eligibleAt(offer.schedule, rankOf(look.world, host, offer.rank, offer.release));
  return turn === NEVER ? offer : undefined;
}

/** A gate between waves: too little has been heard of the hosts let in. */
export const waitsForReports = defineBlocker({
  kind: "waits-for-reports",
  doc: "The wave of the host opens only when enough of the hosts let in so far have reported success, or when somebody lets the rollout go on.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const offer = shutOffer(look, host);
    if (offer?.stages === undefined) return undefined;
    const hold = look
      .holdsBack(groupOf(look.world, host), offer.release)
      .find(({ why }) => why === "reports" || why === "person" || why === "failures");
    const { bounds, counts } = offer.stages;
    const sum = (field: number) =>
      bounds.reduce((total, _, stage) => total + counts[stage * STAGE_FIELDS + field]!, 0);
    return {
      release: offer.release,
      ...(hold === undefined ? {} : { by: hold.by }),
      figures: {
        heard: hold?.counted ?? sum(StageField.Successes),
        needed: hold?.why === "reports" ? (hold.limit ?? 0) : 0,
        grants: hold?.of ?? sum(StageField.Grants),
        failures: hold?.why === "failures" ? (hold.counted ?? 0) : 0,
        wave: hold?.wave ?? 0,
        waves: hold?.waves ?? bounds.length,
        paused: Number(hold?.why === "person" || hold?.why === "failures"),
      },
      ...(hold?.since === undefined ? {} : { since: hold.since }),
    };
  },
  says(blocker) {
    const { release, by, figures } = blocker;
    const { paused, failures } = figures;
    const who = by === undefined ? "the rollout" : `the ${by}`;
    if (paused === 1)
      return `${who} has paused ${release}${failures! > 0 ? ` after ${counted(failures!, "failure")}` : ""} and waits for somebody to let it go on`;
    return `${who} waits for reports on ${release}${ofWhich(blocker)}`;
  },
  remedy: ({ figures: { paused } }) =>
    paused === 1
      ? "somebody who lets the rollout go on (`resumeAfter`)"
      : "hosts of the open wave that report, or a gate that asks for less (`successes`)",
});

function ofWhich({ figures: { heard, needed, grants, wave, waves } }: Blocker): string {
  const where = wave! > 0 ? `: wave ${wave} of ${waves} is open, ` : ": ";
  const need = needed! > 0 ? `, and ${grouped(needed!)} are needed` : "";
  return `${where}${grouped(heard!)} of ${grouped(grants!)} hosts let in have reported success${need}`;
}

/** A soak between waves. */
export const soak = defineBlocker({
  kind: "soak",
  doc: "The wave of the host opens when the one before it has soaked.",
  isPlan: true,
  of: "waiting",
  find(look, host) {
    const offer = shutOffer(look, host);
    if (offer === undefined) return undefined;
    const hold = look
      .holdsBack(groupOf(look.world, host), offer.release)
      .find(({ why }) => why === "soak");
    if (hold?.until === undefined) return undefined;
    return {
      release: offer.release,
      by: hold.by,
      figures: { wave: hold.wave ?? 0, waves: hold.waves ?? 0 },
      until: hold.until,
      ...(hold.since === undefined ? {} : { since: hold.since }),
    };
  },
  says: ({ release, by, figures: { wave, waves } }) =>
    `the ${by} lets wave ${wave} of ${waves} of ${release} soak`,
  remedy: () => "nothing but time",
});

/** The share that may take the release stops short of the host. */
export const offerEnds = defineBlocker({
  kind: "offer-ends",
  doc: "The share of hosts that may take the release stops rising before the turn of the host: its schedule ends below 100 %.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const offer = shutOffer(look, host);
    if (offer === undefined || offer.stages !== undefined) return undefined;
    const share = "times" in offer.schedule ? 0 : (offer.schedule.at(-1)?.[1] ?? 0);
    return { release: offer.release, figures: { share } };
  },
  says: ({ hostName, release, figures: { share } }) =>
    `the offer of ${release} ends at ${Math.round(1000 * share!) / 10} % of the group, before the turn of ${hostName}`,
  remedy: () => "a schedule that ends at 100 %",
});
