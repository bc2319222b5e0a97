import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Command, ReleaseView } from "../../src/fleet/control/policy-contract.js";
import { parts, presets } from "../../src/policies/index.js";
import type { PartRole } from "../../src/policies/part.js";
import { HOUR, WEEK } from "../../src/support/time.js";
import { deepFreeze, viewAt } from "./views.js";

const roles: readonly PartRole[] = ["offer", "reboot", "health", "operator"];
const everyPart = roles.flatMap((role) => parts[role].map((part) => ({ role, part })));
const folder = new URL("../../src/policies/", import.meta.url);

/** The files of a folder that hold one thing each. */
function namesIn(path: string): string[] {
  return readdirSync(new URL(path, folder))
    .filter((file) => file !== "index.ts")
    .map((file) => file.replace(/\.ts$/, ""));
}

const publishedAt = fc.option(fc.integer({ min: 0, max: 4 * WEEK }), { nil: undefined });
const release: fc.Arbitrary<Partial<ReleaseView>> = fc.record({
  publishedAt: fc.tuple(publishedAt, publishedAt),
  withdrawn: fc.tuple(fc.boolean(), fc.boolean()),
  failures: fc.nat(6),
  troubles: fc.nat(6),
});
/** Views of one fleet at rising times; what is published and reported may be anything. */
const views = fc
  .array(fc.record({ wait: fc.nat(2 * WEEK), releases: fc.tuple(release, release, release) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((steps) => {
    let now = 0;
    return steps.map(({ wait, releases }) => viewAt((now += wait), releases));
  });

function isKnown(command: Command): boolean {
  const groupKnown = !("group" in command) || (command.group >= 0 && command.group < 2);
  const releaseKnown = !("release" in command) || (command.release >= 0 && command.release < 3);
  return groupKnown && releaseKnown;
}

describe.each(roles)("the registry of %s parts", (role) => {
  it("holds one part for each file of its folder", () => {
    expect(parts[role].map(({ name }) => name).toSorted()).toEqual(namesIn(`${role}/`).toSorted());
  });
});

it("has one preset for each file of the presets' folder", () => {
  expect(presets.map(({ name }) => name).toSorted()).toEqual(namesIn("presets/").toSorted());
});

describe.each(everyPart)("$role part $part.name", ({ role, part }) => {
  it("says its role and documents every setting", () => {
    expect(part.role).toBe(role);
    expect(part.doc).toMatch(/^[A-Z].*\.$/s);
    const schema = z.toJSONSchema(part.config, { io: "input" });
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      expect(field, name).toHaveProperty("description");
    }
  });

  it("takes an empty configuration and refuses unknown settings", () => {
    expect(part.config.safeParse({}).success).toBe(true);
    expect(part.config.safeParse({ colour: "red" }).success).toBe(false);
  });

  it("is pure, keeps a memory that JSON can hold, and orders only what exists", () => {
    const config = deepFreeze(part.config.parse({}));
    fc.assert(
      fc.property(views, (steps) => {
        let memory = deepFreeze(part.start(config));
        for (const view of steps.map(deepFreeze)) {
          const decision = part.decide(view, memory, config);
          expect(part.decide(view, memory, config)).toEqual(decision);
          expect(JSON.parse(JSON.stringify(decision.memory))).toEqual(decision.memory);
          expect(decision.commands.filter((command) => !isKnown(command))).toEqual([]);
          expect(decision.wakeAt).toBeGreaterThan(view.now);
          memory = deepFreeze(decision.memory);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("says nothing twice when nothing has happened", () => {
    const config = part.config.parse({});
    const view = viewAt(HOUR, [{ publishedAt: [0, 0] }, { publishedAt: [0, undefined] }]);
    const first = part.decide(view, part.start(config), config);
    expect(part.decide({ ...view, now: view.now + 1 }, first.memory, config).commands).toEqual([]);
  });

  it("orders as much for a million hosts as for a thousand", () => {
    const config = part.config.parse({});
    const ordersFor = (hosts: number) =>
      part.decide(viewAt(0, [{ publishedAt: [0, 0] }], hosts), part.start(config), config).commands
        .length;
    expect(ordersFor(1_000_000)).toBe(ordersFor(1_000));
  });
});
