import { describe, expect, it } from "vitest";
import { decodeScenario } from "../../src/scenario/load.js";
import { isTrain, type Release } from "../../src/scenario/release-schema.js";
import type { Train } from "../../src/scenario/train-schema.js";
import { DAY } from "../../src/support/time.js";
import { problems } from "./texts.js";

/** A scenario whose releases are these lines of YAML. */
function scenario(...releases: readonly string[]): string {
  return [
    "apiVersion: shakedown/v1",
    "name: s",
    "seed: 1",
    "horizon: 60d",
    "fleet: { groups: [{ name: web, hosts: 10 }] }",
    "releases:",
    ...releases.map((line) => `  ${line}`),
    "policies: { plain: { preset: coreos-immediate } }",
  ].join("\n");
}

/** A train with settings more or other than a sound one has. */
function train(settings: string, base = "every: 7d, version: w<n>, payload: 1MB"): string {
  return scenario(`- train: { ${base}, ${settings} }`);
}

function decodedTrain(text: string): Train {
  const entry = decodeScenario(text, "s.yaml").releases[0]!;
  if (!isTrain(entry)) throw new Error("expected a train");
  return entry.train;
}

const PANIC = "{ kind: kernel-panic, probability: 50% }";
const BRIDGE = "{ kind: broken-bridge, probability: 50% }";

describe("a train in a scenario", () => {
  it("says in three lines that a release a week is bad with a probability of 5 %", () => {
    const weekly = scenario(
      "- train:",
      "    { every: 7d, version: week-<n>, payload: 180MB, bad: 5%, catalogue: public-incidents }",
    );
    expect(problems(weekly)).toEqual([]);
    expect(decodedTrain(weekly)).toMatchObject({
      from: 7 * DAY,
      bad: 0.05,
      channels: { stable: { dist: "constant", value: 0 } },
    });
  });

  it("shares bad releases out evenly where no defect says its share", () => {
    const { defects } = decodedTrain(train(`bad: 10%, defects: [${PANIC}, ${BRIDGE}]`));
    expect(defects.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  it("takes how often releases are bad from the catalogue that counts it", () => {
    const { bad, defects } = decodedTrain(train("catalogue: fedora-coreos-halts"));
    expect(bad).toBeCloseTo(4 / 179, 12);
    expect(defects.map(({ kind, share }) => [kind, share])).toEqual([
      ["broken-bridge", 0.75],
      ["lost-network", 0.25],
    ]);
  });

  it("stands among releases of their own", () => {
    const { releases } = decodeScenario(
      scenario(
        "- { version: 1.0.0, payload: 1MB, channels: { stable: 1d } }",
        "- train: { every: 7d, version: w<n>, payload: 1MB }",
      ),
      "s.yaml",
    );
    expect(releases.map((one) => isTrain(one))).toEqual([false, true]);
    expect((releases[0] as Release).version).toBe("1.0.0");
  });

  it("is known by the versions of its releases and of their fixes, and of no others", () => {
    const fault = (version: string) =>
      train("bad: 5%, fix: { after: 1d }, catalogue: public-incidents").replace(
        "policies:",
        `faults: [{ kind: bad-kernel, from: 1d, for: 1d, releases: [${version}] }]\npolicies:`,
      );
    expect(problems(fault("w8"))).toEqual([]);
    expect(problems(fault("w8-fix"))).toEqual([]);
    expect(problems(fault("w9"))).toEqual([
      's.yaml:8:60 faults.0.releases.0: expected a release (w1, w2, w3, w4, w5, w6, w7, w8, w1-fix, w2-fix, w3-fix, w4-fix, w5-fix, w6-fix, w7-fix, w8-fix), got "w9"; did you mean "w1"?',
    ]);
  });
});

describe("bad input in a train", () => {
  it.each<[string, string, string]>([
    [
      "a probability above 1",
      train(`bad: 105%, defects: [${PANIC}]`),
      's.yaml:7:59 releases.0.train.bad: expected a share such as 5% or 0.05, at most 100%, got "105%"',
    ],
    [
      "a probability of a defect above 1",
      train("bad: 5%, defects: [{ kind: kernel-panic, probability: 1.5 }]"),
      "s.yaml:7:108 releases.0.train.defects.0.probability: expected a share such as 5% or 0.05, at most 100%, got 1.5",
    ],
    [
      "a train without end",
      train("bad: 0%", "every: 0s, version: w<n>, payload: 1MB"),
      's.yaml:7:21 releases.0.train.every: expected a time above 0s between its releases, or the train has no end, got "0s"',
    ],
    [
      "waits that are mostly nothing",
      train(
        "bad: 0%",
        "every: { dist: empirical, values: [0s, 0s, 9d] }, version: w<n>, payload: 1MB",
      ),
      's.yaml:7:21 releases.0.train.every: expected a time above 0s between its releases, or the train has no end, got {"dist":"empirical","values":["0s","0s","9d"]}',
    ],
    [
      "more releases than a scenario can hold",
      train("bad: 0%", "every: 1m, version: w<n>, payload: 1MB"),
      "s.yaml:7:21 releases.0.train.every: expected at most 4096 releases, their fixes included, before the end of the run, got 86399; a longer `every`, an `until` or a `count` makes them fewer",
    ],
    [
      "an end that is not a time",
      train("until: never"),
      's.yaml:7:61 releases.0.train.until: expected a duration such as 90s, 45m or 30d, got "never"',
    ],
    [
      "an end before the first release",
      train("until: 7d"),
      's.yaml:7:61 releases.0.train.until: expected a time after the first release, got "7d"',
    ],
    [
      "jitter that would overtake the next release",
      train("jitter: 8d"),
      's.yaml:7:62 releases.0.train.jitter: expected at most `every`, so that the releases stay in order, got "8d"',
    ],
    [
      "shares that do not sum to 100 %",
      train(
        `bad: 5%, defects: [{ share: 50%, ${PANIC.slice(2)}, { share: 40%, ${BRIDGE.slice(2)}]`,
      ),
      "s.yaml:7:72 releases.0.train.defects: expected shares that sum to 100%, got 2 that sum to 90%",
    ],
    [
      "a share that is negative",
      train(`bad: 5%, defects: [{ share: -5%, ${PANIC.slice(2)}]`),
      's.yaml:7:82 releases.0.train.defects.0.share: expected a share such as 5% or 0.05, at most 100%, got "-5%"',
    ],
    [
      "a share that is missing",
      train(`bad: 5%, defects: [{ share: 100%, ${PANIC.slice(2)}, ${BRIDGE}]`),
      "s.yaml:7:72 releases.0.train.defects: expected a share for each of the 2 defects or for none, got 1 shares",
    ],
    [
      "a channel that nobody knows",
      train("channels: { stabel: 0d }"),
      's.yaml:7:66 releases.0.train.channels.stabel: expected a channel (alpha, beta, stable), got "stabel"; did you mean "stable"?',
    ],
    [
      "bad releases without anything that is wrong with them",
      train("bad: 5%"),
      's.yaml:7:59 releases.0.train.bad: expected `defects` beside it, or a `catalogue` (coreos-docker, fedora-coreos-halts, flatcar-stable, public-incidents), got "5%"',
    ],
    [
      "defects of releases of which none is bad",
      train(`defects: [${PANIC}]`),
      's.yaml:7:63 releases.0.train.defects: expected a `bad` beside them, the probability that a release is bad, such as 5%, got [{"kind":"kernel-panic","probability":"50%"}]',
    ],
    [
      "a catalogue that does not count bad releases",
      train("catalogue: public-incidents"),
      's.yaml:7:65 releases.0.train.catalogue: expected a `bad` beside it, such as 5%: public-incidents does not count how many releases are bad, got "public-incidents"',
    ],
    [
      "a catalogue that nobody knows",
      train("bad: 5%, catalogue: fedora"),
      's.yaml:7:74 releases.0.train.catalogue: expected one of coreos-docker, fedora-coreos-halts, flatcar-stable, public-incidents, got "fedora"',
    ],
    [
      "a second defect out of one",
      train(`bad: 5%, second: 10%, defects: [${PANIC}]`),
      's.yaml:7:71 releases.0.train.second: expected at least two `defects` beside it, to draw another one from, got "10%"',
    ],
    [
      "a version without a number, with what was meant",
      train("bad: 0%", 'every: 7d, version: "week-{n}", payload: 1MB'),
      's.yaml:7:34 releases.0.train.version: expected a version with <n> where its number goes, such as week-<n>, got "week-{n}"; did you mean "week-<n>"?',
    ],
    [
      "a fix with the version of another release",
      train("bad: 5%, catalogue: public-incidents, fix: { after: 1d, version: w<n> }"),
      's.yaml:7:119 releases.0.train.fix.version: expected a version of its own, got "w1" a second time',
    ],
    [
      "two trains of the same versions",
      scenario(
        "- train: { every: 7d, version: w<n>, payload: 1MB }",
        "- train: { every: 9d, version: w<n>, payload: 1MB }",
      ),
      's.yaml:8:34 releases.1.train.version: expected a version of its own, got "w1" a second time',
    ],
    [
      "a misspelt key",
      train("chanels: { stable: 0d }"),
      's.yaml:7:54 releases.0.train.chanels: unknown key "chanels"; did you mean "channels"?',
    ],
    [
      "a key beside the train",
      scenario("- train: { every: 7d, version: w<n>, payload: 1MB }", "  bad: 5%"),
      's.yaml:8:10 releases.0.bad: expected nothing beside `train`: its settings stand under it, got "5%"',
    ],
    [
      "a group that runs what a train may not have brought",
      train("bad: 0%").replace("hosts: 10", "hosts: 10, release: w1"),
      's.yaml:5:52 fleet.groups.0.release: expected a release, of which there is none, got "w1"',
    ],
  ])("names the place of %s, and what was meant", (_, text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});
