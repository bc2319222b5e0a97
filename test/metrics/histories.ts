import fc from "fast-check";
import type { FleetFacts } from "../../src/fleet/state/model.js";
import type {
  BootOutcome,
  Cause,
  ContainerPhase,
  HostPhase,
} from "../../src/fleet/state/phases.js";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import { HOUR } from "../../src/support/time.js";
import { fleet, group, release, Story } from "./story.js";

/** Fleets and stories drawn at random, whose transitions fit each other as those of a run do. */

export const busyFleet: FleetFacts = fleet({
  groups: [
    group({ hosts: 4 }),
    group({ name: "db", first: 4, hosts: 3, mechanism: "in-place", channel: 1 }),
  ],
  services: [
    { name: "api", group: 0, first: 0, replicas: 6, minAvailable: 5, budgets: 1 },
    { name: "job", group: 0, first: 6, replicas: 4, minAvailable: 0, budgets: 0 },
  ],
  releases: [release("1.0"), release("1.1", { bad: true }), release("1.2")],
});

const times = fc
  .array(fc.nat({ max: HOUR }), { maxLength: 60 })
  .map((drawn) => drawn.toSorted((a, b) => a - b));
const host = fc.nat({ max: busyFleet.hosts - 1 });
const container = fc.nat({ max: busyFleet.containers - 1 });
const anyRelease = fc.nat({ max: busyFleet.releases.length - 1 });
const phase = fc.nat({ max: 13 }) as fc.Arbitrary<HostPhase>;
const containerPhase = fc.nat({ max: 7 }) as fc.Arbitrary<ContainerPhase>;
const cause = fc.nat({ max: 3 }) as fc.Arbitrary<Cause>;
const hostCause = fc.nat({ max: 2 }) as fc.Arbitrary<Cause>;
const outcome = fc.nat({ max: 4 }) as fc.Arbitrary<BootOutcome>;

type Sentence = (story: Story) => Story;

const containerSentence = fc.tuple(container, containerPhase, cause).map(
  ([c, to, why]): Sentence =>
    (story) =>
      story.container(c, to, why),
);

/** Something that happens to a host, told with one more number. */
function ofHost(
  numbers: fc.Arbitrary<number>,
  tell: (story: Story, host: number, n: number) => Story,
): fc.Arbitrary<Sentence> {
  return fc.tuple(host, numbers).map(
    ([h, n]): Sentence =>
      (story) =>
        tell(story, h, n),
  );
}

/** What stands on a channel cannot be published again, and what does not cannot be withdrawn. */
function publishOrWithdraw(story: Story, subject: number, from: number): Story {
  const stands = story.transitions.reduce((before, { kind, ...told }) => {
    if (told.subject !== subject || told.from !== from) return before;
    if (kind === TransitionKind.Withdrawn) return false;
    return before || kind === TransitionKind.Published;
  }, false);
  return story.tell(stands ? "Withdrawn" : "Published", subject, { from });
}

const sentence: fc.Arbitrary<Sentence> = fc.oneof(
  containerSentence,
  fc.tuple(host, phase, hostCause).map(
    ([h, to, why]): Sentence =>
      (story) =>
        story.host(h, to, why),
  ),
  fc.tuple(container, host).map(
    ([c, to]): Sentence =>
      (story) =>
        story.move(c, to),
  ),
  fc.tuple(host, outcome, anyRelease).map(
    ([h, to, detail]): Sentence =>
      (story) =>
        story.tell("BootAttempt", h, { to, detail }),
  ),
  fc.tuple(anyRelease, fc.nat({ max: 1 })).map(
    ([r, channel]): Sentence =>
      (story) =>
        publishOrWithdraw(story, r, channel),
  ),
  ofHost(anyRelease, (story, h, to) => story.runs(h, to)),
  ofHost(anyRelease, (story, h, from) => story.tell("Fallback", h, { from })),
  ofHost(anyRelease, (story, h, to) => story.tell("InstallEnded", h, { to, cause: 1 })),
  ofHost(anyRelease, (story, h, detail) => story.tell("ComponentRunning", h, { to: 2, detail })),
  ofHost(fc.nat({ max: 2 }), (story, h, to) => story.tell("Report", h, { to })),
  ofHost(fc.nat({ max: 1 }), (story, h, n) =>
    story.tell(n === 1 ? "LockTaken" : "LockReleased", h, { detail: 9 }),
  ),
  ofHost(fc.nat({ max: 9 }), (story, h, to) => story.tell("DownloadBegan", h, { to })),
  ofHost(fc.nat({ max: HOUR }), (story, h, detail) => story.tell("RepairEnded", h, { detail })),
  host.map(
    (h): Sentence =>
      (story) =>
        story.tell("RebootChosen", h),
  ),
  anyRelease.map(
    (r): Sentence =>
      (story) =>
        story.tell("Halted", r),
  ),
);

function tellAll(of: fc.Arbitrary<Sentence>): fc.Arbitrary<Story> {
  return times
    .chain((drawn) => fc.tuple(...drawn.map((time) => of.map((say) => [time, say] as const))))
    .map((told) => {
      const story = new Story(busyFleet);
      for (const [time, say] of told) say(story.at(time));
      return story;
    });
}

/** Stories of containers alone. */
export const containerStories = tellAll(containerSentence);

/** Stories of everything. */
export const stories = tellAll(sentence);
