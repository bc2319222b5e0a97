import { z } from "zod";
import type { Command, Decision, StageView, View } from "../../fleet/control/policy-contract.js";
import { count, durationOrNever } from "../../support/quantity.js";
import { NEVER, SECOND, type Time } from "../../support/time.js";
import { judgeGroup, splitEvenly, type GroupVerdict } from "../../systems/hawkbit/rollout-group.js";
import { errorFires, firstCount, successFires } from "../../systems/hawkbit/threshold.js";
import { followedChannel, publicationOn } from "../followed-channel.js";
import { holdOfGroups } from "../group-holds.js";
import { fromOf } from "../offer-standings.js";
import { definePart } from "../part.js";

/** hawkBit's rollouts: groups of targets one after the other, each started by the success of the one before. */

interface RolloutGroups {
  readonly groups: number;
  readonly success: number;
  readonly error: number | null;
  readonly successAction: "next-group" | "pause";
  readonly resumeAfter: Time;
  readonly rank: "host" | "release";
  readonly channel: string;
}

/** One rollout: of a release, in a group of hosts. */
interface Rollout {
  readonly group: number;
  readonly release: number;
  /** When each rollout group was started, the first one first. */
  readonly started: readonly Time[];
  /** Rollout groups that have ended, in good order or in error; they are not looked at again. */
  readonly ended: readonly number[];
  /** Since when the rollout has been paused; null: it runs. */
  readonly pausedAt: Time | null;
  /** Whether the release has been taken off its channel. */
  readonly withdrawn: boolean;
  /** Hosts, successes and failures counted at the last look: as long as they and the time do not say otherwise, nothing is due. */
  readonly heard: number;
  /** When it is due without anything being heard; null: not by itself. */
  readonly dueAt: Time | null;
  /** By started group: the counts of successes and failures at which to be woken; null: not any more. */
  readonly watched: readonly Watched[];
}

/** The counts of successes and failures of a group at which something may change; null: no such count. */
type Watched = readonly [successes: number | null, failures: number | null];

/** hawkBit's scheduler looks at running rollouts this often (hawkbit.rollout.scheduler.fixedDelay). */
const TICK = 2 * SECOND;

const percent = () => z.int().min(0).max(100);

const config = z.strictObject({
  groups: count()
    .default(5)
    .describe("Rollout groups that the hosts are split into evenly. Default 5, assumed."),
  success: percent()
    .default(50)
    .describe(
      "Percent of a group's hosts that must report success before the next one starts, at the threshold or above. Default 50 (eclipse-hawkbit/hawkbit).",
    ),
  error: percent()
    .nullable()
    .default(50)
    .describe(
      "Percent of a group's hosts that may report failure; above it the rollout pauses; null: no error condition. Looked at before success. Default 50 (eclipse-hawkbit/hawkbit).",
    ),
  successAction: z
    .enum(["next-group", "pause"])
    .default("next-group")
    .describe(
      "What success does: start the next group, or pause for a person. Default next-group.",
    ),
  resumeAfter: durationOrNever()
    .prefault("never")
    .describe(
      "A person resumes a paused rollout this long after the pause, whatever paused it, which starts the next group; or never. Default never.",
    ),
  rank: z
    .enum(["host", "release"])
    .default("host")
    .describe(
      "Whether the groups are always the same hosts (hawkBit: the order of the target list, second hand) or drawn per release. Default host.",
    ),
  channel: followedChannel().default("own"),
});

/** @see eclipse-hawkbit/hawkbit JpaRolloutExecutor */
export const rolloutGroups = definePart<RolloutGroups, readonly Rollout[]>({
  role: "offer",
  name: "rollout-groups",
  doc: "Groups of hosts one after the other, as hawkBit has them. Enough success starts the next group, too many errors pause the rollout: no further group starts, but a group that runs goes on. A host that never answers has no time limit and can hold a group open for good.",
  config,
  start: () => [],
  decide(view, memory, settings) {
    const commands: Command[] = [];
    let wakeAt = NEVER;
    const next = [...memory, ...fresh(view, memory, settings)].map((rollout): Rollout => {
      const step = advance(view, rollout, settings);
      commands.push(...step.commands);
      wakeAt = Math.min(wakeAt, step.wakeAt);
      return step.memory;
    });
    return { memory: next, commands, wakeAt };
  },
  holdsBack(view, memory, settings, { group, release }) {
    const rollout = memory.find((one) => one.group === group && one.release === release);
    if (rollout === undefined) return undefined;
    const stages = view.releases[release]!.stages[group] ?? [];
    return holdOfGroups(rollout, stages[rollout.started.length - 1], settings);
  },
});

/** Rollouts that begin now. */
function fresh(view: View, memory: readonly Rollout[], { channel }: RolloutGroups): Rollout[] {
  return view.groups.flatMap((group, groupIndex) =>
    view.releases.flatMap((one, release): Rollout[] => {
      const { publishedAt, withdrawn } = publicationOn(channel, view, group, one);
      if (publishedAt === undefined || withdrawn) return [];
      if (memory.some((known) => known.group === groupIndex && known.release === release))
        return [];
      const started: readonly Time[] = [];
      const none = { started, ended: [], pausedAt: null, withdrawn: false, watched: [] };
      return [{ group: groupIndex, release, ...none, heard: -1, dueAt: null }];
    }),
  );
}

/** Judges the groups that run, and starts the next one where that is due. */
function advance(view: View, rollout: Rollout, settings: RolloutGroups): Decision<Rollout> {
  const { group, release } = rollout;
  const one = view.releases[release]!;
  const { withdrawn } = publicationOn(settings.channel, view, view.groups[group]!, one);
  if (withdrawn !== rollout.withdrawn) {
    const order: Command = { kind: withdrawn ? "halt" : "resume", group, release };
    const dueAt = view.now + TICK;
    return { memory: { ...rollout, withdrawn, dueAt }, commands: [order], wakeAt: dueAt };
  }
  const stages = one.stages[group] ?? [];
  const heard = stages.reduce(
    (sum, stage) => sum + stage.hosts + stage.successes + stage.failures,
    0,
  );
  const { dueAt } = rollout;
  if (heard === rollout.heard && (dueAt === null || view.now < dueAt)) {
    return { memory: rollout, commands: [], wakeAt: dueAt ?? NEVER };
  }
  let { started, ended, pausedAt } = rollout;
  let startsNext = started.length === 0;
  for (const index of started.keys()) {
    const stage = stages[index];
    if (stage === undefined || ended.includes(index)) continue;
    const verdict = judge(stage, index, settings);
    if (verdict.group !== "running") ended = [...ended, index];
    const isNewest = index === started.length - 1;
    if (verdict.rollout === "paused" && (isNewest || verdict.group === "error")) {
      pausedAt ??= view.now;
    }
    startsNext ||= verdict.startsNext && isNewest;
  }
  const resumesAt = pausedAt === null ? NEVER : pausedAt + settings.resumeAfter;
  if (pausedAt !== null) startsNext = view.now >= resumesAt;
  if (startsNext && started.length < settings.groups) {
    started = [...started, view.now];
    pausedAt = null;
  }
  const watched = started.map((_, index) =>
    ended.includes(index) ? OVER : nextCounts(view, rollout, index, settings),
  );
  const looked: Rollout = { ...rollout, started, ended, pausedAt, watched, heard };
  const hasStarted = started !== rollout.started;
  const orders = hasStarted ? [offerTo(view, looked, settings)] : [];
  const watches = watch(looked, rollout.watched);
  const waits = pausedAt !== null && started.length < settings.groups && resumesAt > view.now;
  // A group that turns out to hold no host is done at the next look.
  const wakeAt = hasStarted ? view.now + TICK : waits ? resumesAt : NEVER;
  const memory: Rollout = { ...looked, dueAt: wakeAt === NEVER ? null : wakeAt };
  return { memory, commands: [...orders, ...watches], wakeAt };
}

/** What hawkBit's scheduler makes of a group. */
function judge(stage: StageView, index: number, settings: RolloutGroups): GroupVerdict {
  const { success, error, successAction, groups } = settings;
  return judgeGroup(
    { total: stage.hosts, finished: stage.successes, failed: stage.failures, canceled: 0 },
    {
      successPercent: success,
      errorPercent: error ?? undefined,
      successAction,
      last: index === groups - 1,
    },
  );
}

/** The share of the hosts in the first groups of a rollout. */
function boundsOf(hosts: number, groups: number): readonly number[] {
  let sum = 0;
  return splitEvenly(hosts, groups).map((size, index) => {
    sum += size;
    return index === groups - 1 || hosts === 0 ? 1 : sum / hosts;
  });
}

/** Lets the hosts of the started groups in. */
function offerTo(
  view: View,
  { group, release, started }: Rollout,
  { groups, rank }: RolloutGroups,
): Command {
  const bounds = boundsOf(view.groups[group]!.hosts, groups);
  const schedule = started.flatMap((at, index) => [
    [at, bounds[index - 1] ?? 0] as const,
    [at, bounds[index]!] as const,
  ]);
  return {
    kind: "offer",
    group,
    release,
    schedule,
    rank,
    stages: bounds,
    ...fromOf(view, release),
  };
}

const OVER: Watched = [null, null];

/** The counts of a group at which something may change: a threshold ahead, or half-way to its completion. */
function nextCounts(
  view: View,
  { group, release, watched }: Rollout,
  index: number,
  { groups, success, error }: RolloutGroups,
): Watched {
  const stage = view.releases[release]!.stages[group]?.[index];
  const before = watched[index];
  if (stage === undefined && before !== undefined) return before;
  // Hosts of a stage are counted once the offer stands; until then its even share is near enough.
  const { hosts, successes, failures } =
    stage ?? unseen(splitEvenly(view.groups[group]!.hosts, groups)[index]!);
  const half = Math.max(1, Math.ceil((hosts - successes - failures) / 2));
  const good = firstCount(hosts, (n) => successFires(n, hosts, success));
  const bad = firstCount(hosts, (n) => errorFires(n, hosts, error ?? undefined));
  return [nearest(successes, good, half), nearest(failures, bad, half)];
}

/** Asks to be woken at the counts that are other than those last asked for. */
function watch({ group, release, watched }: Rollout, before: readonly Watched[]): Command[] {
  return watched.flatMap((counts, stage): readonly Command[] => {
    const [successes, failures] = counts;
    const last = before[stage];
    if (last?.[0] === successes && last[1] === failures) return [];
    return [
      {
        kind: "watch-stage",
        group,
        release,
        stage,
        successes: successes ?? NEVER,
        failures: failures ?? NEVER,
        troubles: NEVER,
      },
    ];
  });
}

function unseen(hosts: number): StageView {
  return { hosts, grants: 0, successes: 0, failures: 0, troubles: 0 };
}

/** The next count at which something may change: a threshold ahead, or half of what is missing. */
function nearest(seen: number, threshold: number, half: number): number {
  return threshold > seen ? Math.min(threshold, seen + half) : seen + half;
}
