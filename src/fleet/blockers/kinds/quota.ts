import { isOpen, nextOpening } from "../../../systems/windows/open-times.js";
import { Answer, effectiveMax, enforce } from "../../../systems/nebraska/rollout-policy.js";
import {
  InstanceStatus,
  periodEnds,
  type UpdateGroup,
} from "../../../systems/nebraska/update-group.js";
import { groupOf } from "../../state/world.js";
import { counted, defineBlocker, grouped } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** The update server counts, and grants no more. */
export const quota = defineBlocker({
  kind: "quota",
  doc: "The update server grants nothing to the host: so many updates were granted in the period or are under way, it is no office hour, or it holds the host for busy with an update.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { world, now } = look;
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer?.quota === undefined) return undefined;
    const { updates, quota: rule } = offer.quota;
    const { policy, counts } = updates;
    const hours = rule.officeHours;
    const open = hours === undefined || isOpen(hours, now, world.model.weekOffset);
    const answer = enforce(policy, counts, open);
    const { first } = world.facts.groups[groupOf(world, host)]!;
    const status = updates.status[host - first]!;
    const isBusy = status >= InstanceStatus.Installed && status <= InstanceStatus.Downloading;
    if (answer === Answer.Granted && !isBusy) return undefined;
    const until =
      hours !== undefined && !open
        ? nextOpening(hours, now, world.model.weekOffset)
        : answer === Answer.PeriodLimit
          ? periodEnds(updates)
          : Number.NaN;
    return {
      release: offer.release,
      figures: {
        answer,
        shut: Number(!open),
        busy: Number(isBusy && answer === Answer.Granted),
        most: effectiveMax(policy, counts),
        granted: counts.granted,
        inProgress: counts.inProgress,
        timedOut: counts.timedOut,
        safeMode: Number(policy.safeMode),
      },
      ...(Number.isFinite(until) ? { until } : {}),
      ...(answer === Answer.ConcurrencyLimit ? busyHost(updates, first, host) : {}),
    };
  },
  says({ hostName, nextHost, release, figures }) {
    const { answer, shut, busy, most, granted, inProgress, timedOut } = figures;
    if (shut === 1) return `the update server grants ${release} in office hours only`;
    if (busy === 1) return `the update server holds ${hostName} for busy with an update`;
    if (answer === Answer.Disabled)
      return `the update server has switched updates of the group off`;
    const limit = `at most ${counted(most!, "update")}`;
    if (answer === Answer.PeriodLimit)
      return `the update server grants ${limit} a period, and ${grouped(granted!)} were granted in this one`;
    if (answer === Answer.ConcurrencyLimit)
      return `the update server lets ${limit} go on at once, and ${grouped(inProgress!)} have not ended${nextHost === undefined ? "" : `, that of ${nextHost} first`}`;
    return `the update server has seen ${grouped(timedOut!)} updates time out, and allows ${grouped(most!)}`;
  },
  remedy: ({ figures: { answer } }) =>
    answer === Answer.ConcurrencyLimit
      ? "updates under way that end or time out (`timeout`), or a higher limit (`max`)"
      : "a higher limit (`max`), or a shorter period",
});

/** The first other host whose update the server takes to be under way. */
function busyHost(updates: UpdateGroup, first: number, host: number): { next?: number } {
  const at = updates.inProgress.findIndex(
    (busy, instance) => busy === 1 && first + instance !== host,
  );
  return at < 0 ? {} : { next: first + at };
}
