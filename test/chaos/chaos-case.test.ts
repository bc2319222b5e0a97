import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { caseOf } from "../../src/chaos/chaos-case.js";
import type { Settings } from "../../src/policies/merge-settings.js";
import { decodeData } from "../../src/scenario/load.js";

const TEXT = `
apiVersion: shakedown/v1
name: asked
seed: 1
horizon: 2d
fleet: { groups: [{ name: web, hosts: 9 }] }
policies: { one: { preset: kured }, other: { preset: canary-waves } }
expect: [{ metric: reboots, policy: other, max: 9 }]
suppress: [{ warning: wave-without-hosts, path: policies.other, reason: it is small on purpose }]
tune:
  policy: other
  knobs: [{ vary: "policies[other].offer.soak", values: [6h, 12h] }]
  objectives: [{ metric: host-downtime }]
  indifference: 60
`;

describe("a case of a search", () => {
  it("leaves out what the file asks of policies that are not in it", () => {
    const { data } = caseOf(parse(TEXT) as Settings, { policy: "one", replication: 0 });
    expect(Object.keys(data)).not.toContain("suppress");
    expect(Object.keys(data)).not.toContain("tune");
    expect(decodeData(data, { file: "case", description: "" }).issues).toEqual([]);
  });
});
