import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Gate, OfferSchedule, OfferTable } from "../../src/fleet/control/policy-contract.js";
import { presets } from "../../src/policies/index.js";
import { isSettings } from "../../src/policies/merge-settings.js";
import { composePolicy } from "../../src/policies/policy.js";
import { policyInput, resolvePolicy } from "../../src/policies/policy-schema.js";
import { HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";
import { viewAt } from "./views.js";

function resolve(input: unknown) {
  return resolvePolicy(policyInput.parse(input));
}

/** What a policy orders for the group on stable when a release is published there at time 0. */
function firstOrders(input: unknown): { gate: Gate; schedule: OfferSchedule | OfferTable } {
  const policy = composePolicy(resolve(input).parts);
  const { commands } = policy.decide(viewAt(0, [{ publishedAt: [0, 0] }]), policy.start());
  const gate = commands.find((order) => order.kind === "gate" && order.group === 1);
  const offer = commands.find((order) => order.kind === "offer" && order.group === 1);
  if (gate?.kind !== "gate" || offer?.kind !== "offer") throw new Error("no gate or no offer");
  return { gate: gate.gate, schedule: offer.schedule };
}

/** Paths and messages of all that is wrong with a policy. */
function problemsOf(input: unknown): string[] {
  const { error } = policyInput.safeParse(input);
  return (error?.issues ?? []).map(({ path, message }) => `/${path.join("/")} ${message}`);
}

function at(settings: unknown, path: string): unknown {
  const fields = path.split("/").slice(1);
  return fields.reduce((value, field) => (isSettings(value) ? value[field] : undefined), settings);
}

describe.each(presets)("preset $name", (preset) => {
  it("resolves to one part of each role", () => {
    const roles = resolve({ preset: preset.name }).parts.map(({ part }) => part.role);
    expect(roles).toEqual(["offer", "reboot", "health", "operator"]);
  });

  it("prints: its data survive JSON", () => {
    expect(JSON.parse(JSON.stringify(preset))).toEqual(preset);
  });

  it("gives a source only for what it sets", () => {
    const astray = Object.keys(preset.sources).filter(
      (path) => at(preset.settings, path) === undefined,
    );
    expect(astray).toEqual([]);
    expect(resolve({ preset: preset.name }).sources).toEqual(preset.sources);
  });
});

describe("the presets", () => {
  it("give CoreOS locksmith's lock, one trial boot and the 45 s timer", () => {
    const { update, agent, runtime } = resolve({ preset: "coreos-locksmith" });
    expect(update).toMatchObject({ kind: "ab", tries: 1, markGood: 45 * SECOND });
    expect(agent).toMatchObject({ period: 45 * MINUTE, successAfterFallback: true });
    expect(runtime).toMatchObject({ kind: "docker", liveRestore: false });
    const { gate } = firstOrders({ preset: "coreos-locksmith" });
    expect(gate).toMatchObject({ maxReboots: 1, ttl: NEVER, releaseAt: "agent-start" });
    expect(gate.retry).toEqual({ first: 10 * SECOND, cap: 5 * MINUTE });
    expect(gate.recheckWindow).toBe(false);
  });

  it("let CoreOS without a lock reboot at once", () => {
    expect(firstOrders({ preset: "coreos-immediate" }).gate).toMatchObject({
      maxReboots: Infinity,
      delay: 0,
    });
  });

  it("leave Ubuntu's reboots to people and its packages to the archive", () => {
    const { gate, schedule } = firstOrders({ preset: "ubuntu-unattended" });
    expect(gate.automatic).toBe(false);
    expect(schedule).toEqual([[0, 1]]);
    expect(resolve({ preset: "ubuntu-unattended" }).update).toMatchObject({
      kind: "in-place",
      autoFix: true,
    });
  });

  it("ramp Fedora CoreOS over 48 h", () => {
    expect(firstOrders({ preset: "fedora-coreos" }).schedule).toEqual([
      [0, 0],
      [48 * HOUR, 1],
    ]);
  });
});

describe("a policy laid over its preset", () => {
  it("keeps what it does not mention and drops only the source of what it changes", () => {
    const input = { preset: "coreos-locksmith", reboot: { max: 2, drain: { kind: "evict" } } };
    expect(firstOrders(input).gate).toMatchObject({ maxReboots: 2, recheckWindow: false });
    expect(firstOrders(input).gate.drain.kind).toBe("evict");
    const { sources } = resolve(input);
    expect(sources).not.toHaveProperty(["/reboot/max"]);
    expect(sources).toHaveProperty(["/reboot/strategy"]);
  });

  it("replaces a part whole when it is of another kind", () => {
    const input = { preset: "coreos-locksmith", reboot: { kind: "immediate" } };
    expect(firstOrders(input).gate).toMatchObject({ maxReboots: Infinity, recheckWindow: true });
    const left = Object.keys(resolve(input).sources).filter((path) => path.startsWith("/reboot/"));
    expect(left.filter((path) => !path.startsWith("/reboot/drain"))).toEqual([]);
  });

  it("overrides single settings of the hosts", () => {
    const { update } = resolve({ preset: "coreos-locksmith", update: { tries: 3 } });
    expect(update).toMatchObject({ kind: "ab", tries: 3, markGood: 45 * SECOND });
  });

  it("adds sources of its own", () => {
    const sources = { "/reboot/max": "https://example.org/runbook" };
    const resolved = resolve({ preset: "coreos-locksmith", reboot: { max: 2 }, sources });
    expect(resolved.sources).toMatchObject(sources);
  });
});

describe("a policy without a preset", () => {
  it("offers by channel, reboots at once, and leaves the hosts' settings to their groups", () => {
    const { parts, update, agent, runtime } = resolve({});
    const kinds = parts.map(({ part }) => part.name);
    expect(kinds).toEqual(["channel", "immediate", "none", "none"]);
    expect([update, agent, runtime]).toEqual([undefined, undefined, undefined]);
  });

  it("sets of the hosts only what it mentions", () => {
    const { agent } = resolve({ agent: { reportLoss: "1%" } });
    expect(agent).toEqual({ reportLoss: 0.01 });
  });
});

describe("bad input to a policy", () => {
  it.each([
    ["an unknown field", { ofer: {} }, /Unrecognized key.*ofer/],
    ["an unknown setting", { reboot: { kind: "semaphore", maxx: 2 } }, /^\/reboot .*maxx/],
    ["an unknown kind", { offer: { kind: "tides" } }, /^\/offer\/kind /],
    ["a setting of another kind", { preset: "coreos-immediate", reboot: { max: 2 } }, /max/],
    ["an unknown setting of the hosts", { agent: { perriod: "1h" } }, /perriod/],
    ["a wrong unit", { offer: { kind: "linear-ramp", duration: "48 parsecs" } }, /duration/],
    ["a share over 100 %", { reboot: { kind: "max-unavailable", max: "120%" } }, /max/],
    ["a lock for nobody", { reboot: { kind: "semaphore", max: 0 } }, /max/],
  ])("refuses %s where it stands", (_, input, problem) => {
    expect(problemsOf(input)).toEqual([expect.stringMatching(problem)]);
  });

  it("complains once of an unknown preset, not of what it would have filled", () => {
    const problems = problemsOf({ preset: "coreos-lockmith", reboot: { max: 2 } });
    expect(problems).toEqual([expect.stringMatching(/^\/preset /)]);
  });

  it("refuses what is no policy at all", () => {
    expect(problemsOf("coreos-locksmith")).toHaveLength(1);
    expect(problemsOf(null)).toHaveLength(1);
  });
});

it("lets an editor accept a preset's part without its kind", () => {
  const schema = JSON.stringify(z.toJSONSchema(policyInput, { io: "input" }));
  const { offer } = (JSON.parse(schema) as { properties: { offer: { anyOf: object[] } } })
    .properties;
  expect(offer.anyOf.length).toBeGreaterThan(1);
  for (const option of offer.anyOf) expect(option).toHaveProperty("required", []);
});
