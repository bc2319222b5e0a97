import { z } from "zod";
import type { Command, Decision, View } from "../../fleet/control/policy-contract.js";
import { duration, durationOrNever, share } from "../../support/quantity.js";
import { MINUTE, NEVER, type Time } from "../../support/time.js";
import { followedChannel, publicationOn } from "../followed-channel.js";
import { fromOf } from "../offer-standings.js";
import { definePart } from "../part.js";
import { holdOfWaves } from "../wave-holds.js";
import { hasFailed, isSilent, mayOpen, type WaveRules } from "../wave-verdicts.js";

/** A few hosts first, then more and more, each wave opened by what was heard of the ones before it. */

interface CanaryWaves extends WaveRules {
  readonly onFailure: "halt" | "recall";
  readonly rank: "host" | "release";
  readonly channel: string;
}

/** How far one release is in one group. */
interface Progress {
  readonly group: number;
  readonly release: number;
  /** When each wave was opened, the first one first. */
  readonly opened: readonly Time[];
  readonly state: "rolling" | "held" | "failed" | "withdrawn";
  /** What was counted at the last look: as long as that and the time do not say otherwise, nothing is due. */
  readonly heard: number;
  /** When it is due without anything being heard; null: not by itself. */
  readonly dueAt: Time | null;
}

const config = z.strictObject({
  waves: z
    .array(share().refine((upTo) => upTo > 0, { error: "expected a share above 0%" }))
    .min(1)
    .refine((waves) => waves.every((upTo, index) => upTo > (waves[index - 1] ?? 0)), {
      error: "expected shares that rise from wave to wave",
    })
    .refine((waves) => waves.at(-1) === 1, { error: "expected the last wave to be 100%" })
    .prefault(["1%", "5%", "25%", "100%"])
    .describe(
      "Share of the group reached by each wave, rising to 100%. Default 1%, 5%, 25%, 100%: assumed, in the exponential shape of Azure's safe deployment (NSDI'20, Gandalf).",
    ),
  soak: duration()
    .prefault("24h")
    .describe(
      "From the opening of a wave to that of the next at the earliest. Default 24h, assumed.",
    ),
  successes: share()
    .prefault("90%")
    .describe(
      "Share of the hosts let in so far that must have reported success before the next wave. Default 90%, assumed.",
    ),
  failures: share()
    .prefault("2%")
    .describe(
      "Share of the hosts of a wave that may report failure before the release is stopped, or be silent before it is held until they are heard of. Default 2%, assumed.",
    ),
  troubles: share()
    .prefault("2%")
    .describe(
      "Share of the hosts of a wave that may be noticed in trouble on the release before it is stopped: the gate on workload health. Default 2%, assumed.",
    ),
  silence: durationOrNever()
    .prefault("6h")
    .describe(
      "A host that has been let in and has reported nothing this long after its wave's soak counts as silent, or never. Default 6h, assumed.",
    ),
  onFailure: z
    .enum(["halt", "recall"])
    .default("halt")
    .describe("Stop the release, or stop it and order its hosts back. Default halt."),
  rank: z
    .enum(["host", "release"])
    .default("release")
    .describe(
      "Whether the canaries are always the same hosts or drawn per release. Default release.",
    ),
  channel: followedChannel().default("own"),
});

/** Waves with soak time and gates on errors, on silence and on workload health. */
export const canaryWaves = definePart<CanaryWaves, readonly Progress[]>({
  role: "offer",
  name: "canary-waves",
  doc: "A few canaries first, then exponentially more: each wave opens after a soak and only when enough of the hosts let in have reported success, few enough have failed or fallen silent, and few enough are in trouble.",
  config,
  start: () => [],
  decide(view, memory, settings) {
    const commands: Command[] = [];
    let wakeAt = NEVER;
    const next: Progress[] = [];
    for (const progress of [...memory, ...fresh(view, memory, settings)]) {
      const step = look(view, progress, settings);
      next.push(step.memory);
      commands.push(...step.commands);
      wakeAt = Math.min(wakeAt, step.wakeAt);
    }
    return { memory: next, commands, wakeAt };
  },
  holdsBack(view, memory, settings, { group, release }) {
    const progress = memory.find((one) => one.group === group && one.release === release);
    if (progress === undefined) return undefined;
    const stages = view.releases[release]!.stages[group] ?? [];
    return holdOfWaves(view.now, progress, stages, settings);
  },
});

/** Rollouts that begin now. */
function fresh(view: View, memory: readonly Progress[], { channel }: CanaryWaves): Progress[] {
  const releases = view.releases.length;
  const known = new Set(memory.map(({ group, release }) => group * releases + release));
  return view.groups.flatMap((group, groupIndex) =>
    view.releases.flatMap((release, releaseIndex): Progress[] => {
      if (known.has(groupIndex * releases + releaseIndex)) return [];
      const { publishedAt, withdrawn } = publicationOn(channel, view, group, release);
      if (publishedAt === undefined || withdrawn) return [];
      return [
        {
          group: groupIndex,
          release: releaseIndex,
          opened: [],
          state: "rolling",
          heard: -1,
          dueAt: null,
        },
      ];
    }),
  );
}

/** Looks at one rollout, unless nothing can have changed for it. */
function look(view: View, progress: Progress, settings: CanaryWaves): Decision<Progress> {
  const heard = countsOf(view, progress, settings);
  const { dueAt } = progress;
  if (heard === progress.heard && (dueAt === null || view.now < dueAt)) {
    return { memory: progress, commands: [], wakeAt: dueAt ?? NEVER };
  }
  const { memory, commands, wakeAt } = advance(view, progress, settings);
  return {
    memory: { ...memory, heard, dueAt: wakeAt === NEVER ? null : wakeAt },
    commands,
    wakeAt,
  };
}

/** A number that changes with anything that is counted of a rollout, and with its withdrawal. */
function countsOf(view: View, { group, release }: Progress, { channel }: CanaryWaves): number {
  const seen = view.releases[release]!;
  let counts = 0;
  for (const stage of seen.stages[group]!) {
    counts += stage.hosts + stage.grants + stage.successes + stage.failures + stage.troubles;
  }
  return publicationOn(channel, view, view.groups[group]!, seen).withdrawn ? -2 - counts : counts;
}

/** Takes one rollout one step further: opens a wave, stops, or waits. */
function advance(view: View, progress: Progress, settings: CanaryWaves): Decision<Progress> {
  const { group, release, opened, state } = progress;
  const rollout = { group, release };
  const seen = view.releases[release]!;
  const { withdrawn } = publicationOn(settings.channel, view, view.groups[group]!, seen);
  if (state !== "failed" && withdrawn !== (state === "withdrawn")) {
    return {
      memory: { ...progress, state: withdrawn ? "withdrawn" : "rolling" },
      commands: [{ kind: withdrawn ? "halt" : "resume", ...rollout }],
      // One order for a rollout at a time: whether a wave is due is looked at next.
      wakeAt: withdrawn ? NEVER : view.now + 1,
    };
  }
  if (state === "failed" || state === "withdrawn") {
    return { memory: progress, commands: [], wakeAt: NEVER };
  }
  const stages = seen.stages[group]!;
  if (hasFailed(opened, stages, settings)) {
    const kind = settings.onFailure;
    return {
      memory: { ...progress, state: "failed" },
      commands: [{ kind, ...rollout }],
      wakeAt: NEVER,
    };
  }
  const silent = isSilent(view.now, opened, stages, settings);
  if (silent !== (state === "held")) {
    // Silence may be a partition: nothing is ordered back for it, and it ends when the hosts are heard of.
    return {
      memory: { ...progress, state: silent ? "held" : "rolling" },
      commands: [{ kind: silent ? "halt" : "resume", ...rollout }],
      wakeAt: view.now + lookEvery(settings),
    };
  }
  if (silent) return { memory: progress, commands: [], wakeAt: view.now + lookEvery(settings) };
  if (!mayOpen(view.now, opened, stages, settings)) {
    return { memory: progress, commands: [], wakeAt: nextLook(view.now, opened, settings) };
  }
  const all = [...opened, view.now];
  return {
    memory: { ...progress, opened: all },
    commands: openWave(view, progress, all, settings),
    wakeAt: nextLook(view.now, all, settings),
  };
}

/** When to look again, besides at what is watched: at the end of the soak, and then a few times until silence counts. */
function nextLook(now: Time, opened: readonly Time[], settings: CanaryWaves): Time {
  const { soak, silence, waves } = settings;
  const last = opened.at(-1);
  if (last === undefined) return NEVER;
  if (now < last + soak) return last + soak;
  if (opened.length < waves.length) return now + lookEvery(settings);
  const overdue = last + soak + silence;
  return now < overdue ? overdue : NEVER;
}

/** Time between two looks while something is waited for [ms]. */
function lookEvery({ soak, silence }: CanaryWaves): Time {
  return Math.max(5 * MINUTE, Math.floor(Math.min(soak, silence) / 8));
}

/** Lets the next wave in: the share steps up, and what would stop it is watched. */
function openWave(
  view: View,
  { group, release }: Progress,
  opened: readonly Time[],
  settings: CanaryWaves,
): readonly Command[] {
  const { waves, rank } = settings;
  const schedule = opened.flatMap((at, wave) => [
    [at, wave === 0 ? 0 : waves[wave - 1]!] as const,
    [at, waves[wave]!] as const,
  ]);
  const offer: Command = {
    kind: "offer",
    group,
    release,
    schedule,
    rank,
    stages: waves,
    ...fromOf(view, release),
  };
  const { hosts } = view.groups[group]!;
  const watches = opened.map((_, stage): Command => {
    // Hosts of a stage are counted when the offer stands; its share of the group is near enough to be woken by.
    const size = hosts * (waves[stage]! - (waves[stage - 1] ?? 0));
    return {
      kind: "watch-stage",
      group,
      release,
      stage,
      successes: NEVER,
      failures: Math.max(1, Math.floor(0.8 * size * settings.failures)),
      troubles: Math.max(1, Math.floor(0.8 * size * settings.troubles)),
    };
  });
  return [offer, ...watches];
}
