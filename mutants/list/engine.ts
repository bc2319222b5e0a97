import type { Mutant } from "../mutant.js";

/** Bugs of the event queue. */
export const engineMutants: readonly Mutant[] = [
  {
    name: "heap-loses-a-child",
    file: "src/engine/stable-heap.ts",
    find: "Math.min(child + 4, last)",
    replace: "Math.min(child + 3, last)",
    caughtBy: ["clock-never-runs-back", "runs-to-the-end", "faults-on-time"],
    arena: "locksmith",
    because: "four children are counted as three",
  },
  {
    name: "heap-parent-wrong",
    file: "src/engine/stable-heap.ts",
    find: "const parent = (hole - 1) >> 2;",
    replace: "const parent = hole >> 2;",
    caughtBy: ["clock-never-runs-back", "runs-to-the-end", "faults-on-time"],
    arena: "locksmith",
    because: "the parent of a heap that starts at one",
  },
  {
    name: "heap-grows-without-its-keys",
    file: "src/engine/stable-heap.ts",
    find: "    this.keys.set(keys);\n",
    replace: "",
    caughtBy: ["clock-never-runs-back", "runs-to-the-end", "faults-on-time"],
    arena: "locksmith",
    because: "one of four columns is not copied",
  },
  {
    name: "queue-ends-too-early",
    file: "src/engine/event-queue.ts",
    find: "      const time = Math.floor(heapKey / PRIORITIES);\n      if (time > until) return false;",
    replace:
      "      const time = Math.floor(heapKey / PRIORITIES);\n      if (time + 43_200_000 > until) return false;",
    caughtBy: ["faults-on-time"],
    arena: "locksmith",
    because: "the last half-day is believed to be quiet",
  },
  {
    name: "faults-end-late",
    file: "src/fleet/state/populate.ts",
    find: "schedule(world, effect.until, Event.EffectEnds, index, 0);",
    replace: "schedule(world, effect.until + 1, Event.EffectEnds, index, 0);",
    caughtBy: ["faults-on-time"],
    arena: "locksmith",
    because: "the end of a span is counted in",
  },
];
