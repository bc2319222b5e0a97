import { z } from "zod";
import type { ReleaseView } from "../../fleet/control/policy-contract.js";
import { count, duration } from "../../support/quantity.js";
import { NEVER, type Time } from "../../support/time.js";
import { definePart } from "../part.js";
import {
  appeared,
  resumeEverywhere,
  type StopAction,
  stopAction,
  stopEverywhere,
} from "../release-watch.js";

interface Settings {
  readonly after: Time;
  readonly hosts: number;
  readonly action: StopAction;
}

/** How many hosts had been let take a release at which times, and whether it is held for their silence. */
interface Watched {
  readonly release: number;
  readonly samples: readonly { readonly at: Time; readonly grants: number }[];
  readonly halted: boolean;
}

/** Parts of `after` between two looks. */
const LOOKS = 4;

/** The gate that catches what cannot report: a host that took the release and is not heard of again. */
export const haltOnSilence = definePart<Settings, readonly Watched[]>({
  role: "health",
  name: "halt-on-silence",
  doc: "Stops a release in every group when too many of the hosts that were let take it have reported neither success nor failure for too long, and lets it go on when they are heard of again. It catches a host without network or one that hangs, which no count of errors does.",
  config: z.strictObject({
    after: duration()
      .refine((after) => after > 0, { error: "expected a time above 0s" })
      .prefault("4h")
      .describe(
        "How long a host may be silent after it was let take the release. Default 4h, assumed.",
      ),
    hosts: count()
      .prefault(3)
      .describe("Silent hosts at which the release is stopped. Default 3, assumed."),
    action: stopAction(),
  }),
  start: () => [],
  decide(view, memory, { after, hosts, action }) {
    const known = new Map(memory.map((watched) => [watched.release, watched]));
    const next = appeared(view).map((release): Watched => {
      const before = known.get(release) ?? { release, samples: [], halted: false };
      if (before.halted && action === "recall") return before;
      const samples = sampled(before.samples, view.releases[release]!, { now: view.now, after });
      const halted = silent(samples, view.releases[release]!, view.now - after) >= hosts;
      return { release, samples, halted };
    });
    const wasHalted = (release: number) => known.get(release)?.halted === true;
    const changed = next.filter(({ release, halted }) => halted !== wasHalted(release));
    return {
      memory: next,
      commands: changed.flatMap(({ release, halted }) =>
        halted ? stopEverywhere(view, release, action) : resumeEverywhere(view, release),
      ),
      wakeAt: next.length === 0 ? NEVER : view.now + Math.ceil(after / LOOKS),
    };
  },
  holdsBack(view, memory, { after, hosts }, { release }) {
    const watched = memory.find((one) => one.release === release);
    if (watched?.halted !== true) return undefined;
    const counted = silent(watched.samples, view.releases[release]!, view.now - after);
    return { why: "silence", counted, limit: hosts - 1, of: view.releases[release]!.grants };
  },
});

/** Adds a sample once the last is old enough, and drops what is older than needed: the last before the time that counts is kept. */
function sampled(
  samples: Watched["samples"],
  { grants }: ReleaseView,
  { now, after }: { readonly now: Time; readonly after: Time },
): Watched["samples"] {
  const last = samples.at(-1);
  if (last !== undefined && now - last.at < after / LOOKS) return samples;
  const all = [...samples, { at: now, grants }];
  const first = all.findLastIndex(({ at }) => at <= now - after);
  return first <= 0 ? all : all.slice(first);
}

/** Hosts let in up to `until` of which nothing has been heard. */
function silent(
  samples: Watched["samples"],
  { successes, failures }: ReleaseView,
  until: Time,
): number {
  const due = samples.findLast(({ at }) => at <= until);
  return due === undefined ? 0 : due.grants - successes - failures;
}
