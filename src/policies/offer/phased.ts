import { z } from "zod";
import type {
  Command,
  OfferTable,
  ReleaseView,
  View,
} from "../../fleet/control/policy-contract.js";
import { NEVER, type Time } from "../../support/time.js";
import { leavesOut, phasedPercent, PHASES, PHASING_RUN } from "../../systems/apt/phasing.js";
import { followedChannel, publicationOn } from "../followed-channel.js";
import { followPublications, fromOf, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";
import { threshold } from "../release-watch.js";

/** Ubuntu's phased updates: apt's draw on each machine against a percentage that the archive raises. */

interface Phased {
  readonly include: "phased" | "always" | "never";
  readonly regressions: number;
  readonly channel: string;
}

interface Memory {
  readonly standings: Standings;
  /** Releases whose percentage is 0 because of a regression. */
  readonly stopped: readonly number[];
}

const config = z.strictObject({
  include: z
    .enum(["phased", "always", "never"])
    .default("phased")
    .describe(
      "apt's setting on the machines: phased as the draw says; always: Always-Include-Phased-Updates; never: only once the percentage is 100. Default phased.",
    ),
  regressions: threshold()
    .prefault(1)
    .describe(
      "Hosts in trouble on a release at which the next run of the phased-updater sets its percentage to 0, or never. Default 1: a new crash signature is enough (ubuntu-archive-tools phased-updater, second hand).",
    ),
  channel: followedChannel().default("earliest"),
});

/**
 * 10 % of the machines at once and 10 % more every 6 h, in an order that apt draws per version; about 1 % even at 0 %; nothing
 * from the security pocket is ever phased.
 *
 * @see Debian/apt apt-pkg/upgrade.cc; ubuntu-archive-tools phased-updater
 */
export const phased = definePart<Phased, Memory>({
  role: "offer",
  name: "phased",
  doc: "Ubuntu's phased updates: 10 % of the hosts at once, 10 % more every 6 h, drawn anew for each version from the machine id; a regression sets the percentage to 0, which still lets about 1 % in. Security updates are not phased.",
  config,
  start: () => ({ standings: [], stopped: [] }),
  decide(view, { standings, stopped }, settings) {
    const { channel } = settings;
    const regressed = view.releases.flatMap((release, index) =>
      stopsNow(view, release, settings) && !stopped.includes(index) ? [index] : [],
    );
    const decision = followPublications(view, standings, {
      channel,
      rank: "phasing",
      schedule: (publishedAt, release) => tableOf(publishedAt, release, settings),
    });
    const stops = view.groups.flatMap((group, groupIndex) =>
      regressed.flatMap((index): readonly Command[] => {
        const release = view.releases[index]!;
        const { publishedAt } = publicationOn(channel, view, group, release);
        if (publishedAt === undefined) return [];
        const schedule = stoppedTable(publishedAt, release, settings);
        const offer = { group: groupIndex, release: index, schedule, rank: "phasing" } as const;
        return [{ kind: "offer", ...offer, ...fromOf(view, index) }];
      }),
    );
    return {
      memory: { standings: decision.memory, stopped: [...stopped, ...regressed] },
      commands: [...decision.commands, ...stops],
      wakeAt: nextRun(view),
    };
  },
});

/** When each draw takes a release: at the first run of the phased-updater after which apt does not leave it out. */
function tableOf(publishedAt: Time, release: ReleaseView, settings: Phased): OfferTable {
  return {
    times: Array.from({ length: PHASES }, (_, draw) => {
      let elapsed = 0;
      while (isLeftOut(phasedPercent(elapsed, false), draw, release, settings))
        elapsed += PHASING_RUN;
      return publishedAt + elapsed;
    }),
  };
}

/** The same once the percentage has been set to 0: who still draws low enough may, all others never. */
function stoppedTable(publishedAt: Time, release: ReleaseView, settings: Phased): OfferTable {
  const percent = phasedPercent(0, true);
  return {
    times: Array.from({ length: PHASES }, (_, draw) =>
      isLeftOut(percent, draw, release, settings) ? NEVER : publishedAt,
    ),
  };
}

function isLeftOut(
  percent: number,
  draw: number,
  { security }: ReleaseView,
  { include }: Phased,
): boolean {
  const situation = {
    percent,
    installed: true,
    security,
    always: include === "always",
    never: include === "never",
    phases: true,
  };
  return leavesOut(situation, () => draw);
}

/** Whether a run of the phased-updater is due and finds a regression of a release that is still being phased. */
function stopsNow(view: View, release: ReleaseView, { regressions }: Phased): boolean {
  const elapsed = elapsedSince(view.now, release);
  if (elapsed === undefined || elapsed % PHASING_RUN !== 0) return false;
  return phasedPercent(elapsed - PHASING_RUN, false) < 100 && release.troubles >= regressions;
}

/** The next run of the phased-updater over anything that is being phased. */
function nextRun(view: View): Time {
  return view.releases.reduce((next, release) => {
    const elapsed = elapsedSince(view.now, release);
    if (elapsed === undefined || phasedPercent(elapsed, false) === 100) return next;
    return Math.min(next, view.now + PHASING_RUN - (elapsed % PHASING_RUN));
  }, NEVER);
}

/** Time since a release entered the archive; undefined: it has not. */
function elapsedSince(now: Time, { publishedAt }: ReleaseView): Time | undefined {
  const times = publishedAt.filter((at): at is Time => at !== undefined && at <= now);
  return times.length === 0 ? undefined : now - Math.min(...times);
}
