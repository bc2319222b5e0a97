import { expect, it } from "vitest";
import { decodeScenario } from "../../src/scenario/load.js";
import { changed, problems } from "./texts.js";

const written = "metric: availability, policy: coreos, min: 99%";
const withBound = (bound: string) => changed(written, bound);

it("a moment is read in its usual form", () => {
  const text = withBound("metric: offered-share, policy: coreos, at: 120m after 1.0.0, max: 10%");
  expect(decodeScenario(text, "s.yaml").expect).toMatchObject([
    { metric: "offered-share", by: { dimension: "at", label: "2h after 1.0.0" }, max: 0.1 },
  ]);
});

it.each<[string, string, string]>([
  [
    "after a release that there is not",
    "metric: broken-share, policy: coreos, at: 31m after 1.0.1, max: 1%",
    's.yaml:21:49 expect.0.at: expected a release (1.0.0), got "1.0.1"; did you mean "1.0.0"?',
  ],
  [
    "without a unit",
    "metric: broken-share, policy: coreos, at: 31 after 1.0.0, max: 1%",
    's.yaml:21:49 expect.0.at: expected a moment such as 31m after 2.1.0, got "31 after 1.0.0"',
  ],
  [
    "without a release",
    "metric: broken-share, policy: coreos, at: 31m, max: 1%",
    's.yaml:21:49 expect.0.at: expected a moment such as 31m after 2.1.0, got "31m"',
  ],
  [
    "of a metric that has none",
    "metric: availability, policy: coreos, at: 31m after 1.0.0, max: 1%",
    "s.yaml:21:49 expect.0.at: expected a metric that is told apart by at (offered-share, installed-share, broken-share), got availability",
  ],
  [
    "that is left out",
    "metric: offered-share, policy: coreos, max: 1%",
    "s.yaml:21:15 expect.0.metric: expected at (a moment such as 31m after 2.1.0) beside offered-share, got nothing",
  ],
])("a moment is refused %s", (_, bound, message) => {
  expect(problems(withBound(bound))).toContain(message);
});

it("a share at a moment is no objective", () => {
  const text = `${withBound(written)}objective: { minimise: broken-share }\n`;
  expect(problems(text)).toContain(
    "s.yaml:22:24 objective.minimise: expected a metric with a figure of the whole run, got broken-share, which has one for each at",
  );
});

it("a moment of a constraint goes by a release that there is", () => {
  const bound =
    "objective: { minimise: availability, constraints: { broken-share: { at: 1h after x, max: 1% } } }";
  expect(problems(`${withBound(written)}${bound}\n`)).toContain(
    's.yaml:22:73 objective.constraints.broken-share.at: expected a release (1.0.0), got "x"',
  );
});
