import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goals } from "../../src/invariants/goals/index.js";
import { invariants as always } from "../../src/invariants/index.js";
import { policyInvariants } from "../../src/invariants/policy/index.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { busyFleet, stories } from "../metrics/histories.js";
import { breaches, replay, Story } from "../metrics/story.js";

const invariants = [...always, ...policyInvariants];

describe("the registry of invariants", () => {
  it("names each invariant once, in kebab-case", () => {
    const names = invariants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it("leaves the facts alone", () => {
    const before = structuredClone(busyFleet);
    fc.assert(
      fc.property(stories, (story) => {
        for (const invariant of invariants) breaches(invariant, story, busyFleet);
        expect(busyFleet).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });
});

describe.each(invariants)("invariant $name", (invariant) => {
  it("says in a sentence what must hold", () => {
    expect(invariant.doc).toMatch(/^[A-Z].{30,}\.$/);
  });

  it("holds where nothing happens", () => {
    expect(breaches(invariant, new Story(busyFleet), busyFleet)).toEqual([]);
  });

  it("goes on from a copy of its state as from the state itself", () => {
    fc.assert(
      fc.property(stories, fc.nat(), ({ transitions }, cut) => {
        const middle = transitions.length === 0 ? 0 : cut % transitions.length;
        const state = invariant.start(busyFleet);
        watch(state, transitions.slice(0, middle));
        const copy: unknown = structuredClone(state);
        const found = watch(state, transitions.slice(middle));
        // The copy goes on only now: what the original did must not have reached it.
        expect(watch(copy, transitions.slice(middle))).toEqual(found);
      }),
    );
  });

  function watch(state: unknown, transitions: readonly Transition[]): readonly unknown[] {
    const found: unknown[] = [];
    replay(transitions, (name, transition) =>
      found.push(invariant.on[name]?.(state, transition, busyFleet)),
    );
    return [...found, invariant.finish?.(state, busyFleet)];
  }
});

describe("the registry of goals", () => {
  it("names each goal once, in kebab-case, and says in a sentence what happens", () => {
    expect(new Set(goals.map(({ name }) => name)).size).toBe(goals.length);
    for (const { name, doc } of goals) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(doc).toMatch(/^[A-Z].{20,}\.$/);
    }
  });
});

describe.each(goals)("goal $name", (goal) => {
  it("is not reached where nothing happens, and goes on from a copy of its state", () => {
    fc.assert(
      fc.property(stories, fc.nat(), ({ transitions }, cut) => {
        const middle = transitions.length === 0 ? 0 : cut % transitions.length;
        const state = goal.start(busyFleet);
        aim(state, transitions.slice(0, middle));
        const copy: unknown = structuredClone(state);
        const reached = aim(state, transitions.slice(middle));
        expect(aim(copy, transitions.slice(middle))).toEqual(reached);
      }),
    );
    expect(aim(goal.start(busyFleet), [])).toEqual([]);
  });

  function aim(state: unknown, transitions: readonly Transition[]): readonly unknown[] {
    const found: unknown[] = [];
    replay(transitions, (name, transition) =>
      found.push(goal.on[name]?.(state, transition, busyFleet)),
    );
    return found;
  }
});
