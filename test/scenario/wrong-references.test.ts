import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { references } from "../../src/support/reference.js";
import { changed, problems, SMALL } from "./texts.js";

/** A scenario with every kind of thing that has a name, and a place for more. */
const NAMED = `apiVersion: shakedown/v1
name: named
seed: 1
horizon: 10d
fleet:
  groups:
    - { name: web, hosts: 10, zones: [a, b], cohorts: { old: 10% }, release: 1.0.0 }
services:
  - { name: api, group: web, replicas: 40, start: 3s }
channels: { edge: { testers: 10, cohorts: { rare: 10% } } }
releases:
  - { version: 1.0.0, payload: 180MB, channels: { stable: never } }
  - { version: 1.1.0, payload: 180MB, channels: { stable: 1d }, fix: { after: 1d, version: 1.1.1 } }
policies:
  coreos: { preset: coreos-locksmith }
`;

const below = (text: string): string => `${NAMED}${text}`;

const inPolicy = (text: string): string =>
  NAMED.replace("{ preset: coreos-locksmith }", `{ preset: coreos-locksmith, ${text} }`);

const orders = (order: string) => inPolicy(`operator: { kind: scripted, orders: [${order}] }`);

/** A problem without its place, once the place is seen to be where the wrong name stands. */
function placed(problem: string, text: string): string {
  const [, line, column, message] = /^s\.yaml:(\d+):(\d+) (.*)$/.exec(problem)!;
  const [, got] = /, got "?(.*?)"?(?:;|$)/.exec(message!)!;
  const at = text.split("\n")[Number(line) - 1]!.slice(Number(column) - 1);
  expect(at.replace(/^"/, "").startsWith(got!)).toBe(true);
  return message!;
}

describe("a name that nothing in the scenario has", () => {
  it("is not in what the tests start from", () => {
    expect(problems(NAMED)).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      "the version of an order",
      orders("{ at: 1d, do: halt, version: 1.1.O }"),
      'policies.coreos.operator.orders.0.version: expected a release (1.0.0, 1.1.0, 1.1.1), got "1.1.O"; did you mean "1.1.0"?',
    ],
    [
      "a group with a lock of its own",
      inPolicy("reboot: { groups: { wbe: 3 } }"),
      'policies.coreos.reboot.groups.wbe: expected a group (web), got "wbe"; did you mean "web"?',
    ],
    [
      "a group of a change of locksmith",
      inPolicy("reboot: { changes: [{ at: 1d, groups: [db], max: 2 }] }"),
      'policies.coreos.reboot.changes.0.groups.0: expected a group (web), got "db"',
    ],
    [
      "the channel of an offer",
      inPolicy("offer: { channel: edgy }"),
      'policies.coreos.offer.channel: expected a channel (own, earliest, alpha, beta, stable, edge), got "edgy"; did you mean "edge"?',
    ],
    [
      "a source inside a policy",
      inPolicy('sources: { "/reboot/maxx": guess }'),
      'policies.coreos.sources./reboot/maxx: expected the path of something in this policy, such as /reboot/max, got "/reboot/maxx"',
    ],
    [
      "the release of a group",
      NAMED.replace("release: 1.0.0", "release: 1.0.1"),
      'fleet.groups.0.release: expected a release (1.0.0, 1.1.0, 1.1.1), got "1.0.1"; did you mean "1.0.0"?',
    ],
    [
      "the group of a service",
      NAMED.replace("group: web", "group: webb"),
      'services.0.group: expected a group (web), got "webb"; did you mean "web"?',
    ],
    [
      "the release of a fault",
      below("faults: [{ kind: bad-kernel, from: 1d, for: 1h, releases: [1.1.2] }]\n"),
      'faults.0.releases.0: expected a release (1.0.0, 1.1.0, 1.1.1), got "1.1.2"; did you mean "1.1.0"?',
    ],
    [
      "the service of a fault",
      below("faults: [{ kind: container-crash, from: 1d, services: [apj] }]\n"),
      'faults.0.services.0: expected a service (api), got "apj"; did you mean "api"?',
    ],
    [
      "a cohort that only testers have, in a fault",
      below("faults: [{ kind: host-crash, from: 1d, cohorts: [rare] }]\n"),
      'faults.0.cohorts.0: expected a cohort (old, standard), got "rare"',
    ],
    [
      "a zone of a fault",
      below("faults: [{ kind: zone-outage, from: 1d, for: 1h, zones: [c] }]\n"),
      'faults.0.zones.0: expected a zone (a, b), got "c"',
    ],
    [
      "a rack of a fault",
      below("faults: [{ kind: rack-outage, from: 1d, for: 1h, racks: [0, 2] }]\n"),
      "faults.0.racks.1: expected a rack from 0 to 1, got 2",
    ],
    [
      "a host of a fault",
      below("faults: [{ kind: host-crash, from: 1d, hosts: [10] }]\n"),
      "faults.0.hosts.0: expected a host from 0 to 9, got 10",
    ],
    [
      "the policy of an expectation",
      below("expect: [{ metric: availability, policy: coreos, over: ubuntu, max: 1% }]\n"),
      'expect.0.over: expected a policy (coreos), got "ubuntu"',
    ],
    [
      "the policy of an accepted finding",
      below(
        "chaos: { accept: [{ invariant: drains-end, policies: [core], reason: known for years }] }\n",
      ),
      'chaos.accept.0.policies.0: expected a policy (coreos), got "core"; did you mean "coreos"?',
    ],
    [
      "the policy of a sweep",
      below(
        "sweep: { factors: [{ vary: people.crews, values: [1, 2] }], metrics: [availability], policy: coreso }\n",
      ),
      'sweep.policy: expected a policy (coreos), got "coreso"; did you mean "coreos"?',
    ],
    [
      "the policy of a tuning",
      below(
        "tune: { knobs: [{ vary: people.crews, values: [1, 2] }], objectives: [{ metric: availability }], indifference: 1%, policy: x }\n",
      ),
      'tune.policy: expected a policy (coreos), got "x"',
    ],
    [
      "the policy of a plan",
      below(
        "plan: { find: smallest, vary: people.crews, from: 1, to: 2, require: { metric: availability, min: 99% }, policy: x }\n",
      ),
      'plan.policy: expected a policy (coreos), got "x"',
    ],
  ])("is told by its place: %s", (_, text, message) => {
    expect(problems(text).map((problem) => placed(problem, text))).toEqual([message]);
  });

  it("is told in an incident of a real file, where it passed for years", () => {
    const text = readFileSync("test/cases/verdict/typo-in-order.yaml", "utf8");
    expect(problems(text)).toEqual([
      's.yaml:38:78 policies.as-it-was.operator.orders.0.version: expected a release (42.20250410.2.1), got "42.nope"',
    ]);
  });

  it("takes what testers alone have where testers are meant, and the version of a fix", () => {
    const defect = "{ kind: kernel-panic, probability: 5%, cohorts: [rare] }";
    const text = NAMED.replace(
      "{ version: 1.1.0,",
      `{ version: 1.1.0, defects: [${defect}],`,
    ).replace(
      "{ preset: coreos-locksmith }",
      "{ preset: coreos-locksmith, offer: { channel: own } }",
    );
    expect(problems(text)).toEqual([]);
    expect(problems(orders("{ at: 1d, do: halt, version: 1.1.1 }"))).toEqual([]);
  });

  it("is told once, with the rest of what is wrong", () => {
    const text = changed("group: web", "group: db").replace("seed: 1", "sed: 1");
    expect(problems(text)).toHaveLength(2);
  });
});

/** Moments, which name a release behind "after". */
const MOMENTS = [
  "expect[].at",
  "objective.constraints{}.at",
  "objective.constraints{}[].at",
  "plan.require.holds[].at",
  "tune.require[].holds[].at",
];

/** Fields of plain text that name nothing in the scenario: words of people, programs, sources, knobs, names that are given. */
const NO_REFERENCES = [
  "$schema",
  "chaos.accept[].reason",
  "description",
  "faults[].name",
  "plan.vary",
  "policies{}.command[]",
  "policies{}.description",
  "policies{}.sources{}",
  "sources{}",
  "suppress[].path",
  "suppress[].reason",
  "sweep.factors[].vary",
  "tune.knobs[].vary",
];

/** Paths of the plain texts of a schema: those without a pattern, a list of words or a reference. */
function plainTexts(schema: z.core.$ZodType, path = ""): string[] {
  if (references.get(schema) !== undefined) return [];
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string": {
      const limited = (def.checks ?? []).some(
        (check) => !["min_length", "max_length"].includes(check._zod.def.check),
      );
      return limited ? [] : [path];
    }
    case "object":
      return Object.entries(def.shape).flatMap(([key, inner]) =>
        plainTexts(inner, path === "" ? key : `${path}.${key}`),
      );
    case "array":
      return plainTexts(def.element, `${path}[]`);
    case "record":
      return plainTexts(def.valueType, `${path}{}`);
    case "union":
      // Where a number may stand too it is a quantity.
      return def.options.some((option) => option._zod.def.type === "number")
        ? []
        : def.options.flatMap((option) => plainTexts(option, path));
    case "pipe": {
      const isPrepared = (def.in as z.core.$ZodTypes)._zod.def.type === "transform";
      // What a text is turned into is read by a rule of its own.
      const isRead = (def.out as z.core.$ZodTypes)._zod.def.type === "transform";
      const inner = plainTexts(isPrepared ? def.out : def.in, path);
      return isRead ? inner.filter((one) => one !== path) : inner;
    }
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
      return plainTexts(def.innerType, path);
    default:
      return [];
  }
}

describe("the schema of a scenario", () => {
  it("has no field of plain text that might be a name and is not looked up", () => {
    const found = [...new Set(plainTexts(scenarioSchema))].toSorted();
    expect(found).toEqual([...NO_REFERENCES, ...MOMENTS].toSorted());
  });

  it.each([
    "expect: [{ metric: broken-share, at: 31m after 9.9.9, policy: a, max: 1% }]",
    "objective: { minimise: reboots, constraints: { broken-share: { at: 31m after 9.9.9, max: 1% } } }",
    "objective: { minimise: reboots, constraints: { broken-share: [{ at: 31m after 9.9.9, max: 1% }] } }",
    'plan: { policy: a, find: smallest, vary: "fleet.groups[web].hosts", from: 5, to: 20, require: { holds: [{ metric: broken-share, at: 31m after 9.9.9, max: 1% }], in: 90% } }',
    'tune: { knobs: [{ vary: "policies[a].reboot.max", values: [1, 2] }], objectives: [{ metric: reboots, goal: min }], indifference: 1, require: [{ holds: [{ metric: broken-share, at: 31m after 9.9.9, max: 1% }], in: 90% }] }',
  ])("looks up the release in the moment of %s", (bound) => {
    const text = `apiVersion: shakedown/v1
name: moments
seed: 1
horizon: 10d
fleet: { groups: [{ name: web, hosts: 20 }] }
releases: [{ version: 2.1.0, payload: 100MB, channels: { stable: 1d } }]
policies: { a: { preset: kured }, b: { preset: talos } }
${bound}
`;
    expect(problems(text).join("\n")).toContain('expected a release (2.1.0), got "9.9.9"');
    expect(problems(text.replace("9.9.9", "2.1.0"))).toEqual([]);
  });

  it("is what the small scenario is written in", () => {
    expect(problems(SMALL)).toEqual([]);
  });
});
