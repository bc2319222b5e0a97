import { join } from "node:path";
import { expect, it } from "vitest";
import { shakedown } from "./shakedown.js";

/** The story of a rollout that stopped. */

const root = join(import.meta.dirname, "../..");
const file = "scenarios/mechanisms/06-budget-deadlock.yaml";

it("tells in order what led to it, and what would let it go on", () => {
  const { stdout, status } = shakedown(root, ["replay", file, "--policy", "for-ever", "--stalls"]);
  expect(status).toBe(0);
  const told = [
    "2.0.0 published",
    "from here on no host of web gets on",
    "took the reboot lock",
    "serving → draining",
    "the budget of licence-server allows 0 evictions",
    "What would let it go on",
  ];
  const places = told.map((words) => stdout.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it("gives the same as data", () => {
  const { stdout } = shakedown(root, [
    "replay",
    file,
    "--policy",
    "for-ever",
    "--stalls",
    "--json",
  ]);
  const story = JSON.parse(stdout);
  expect(story).toMatchObject({
    policy: "for-ever",
    replication: 0,
    stall: { group: "web", waiting: 1 },
  });
  expect(story.stall.chain.at(-1)).toMatchObject({ kind: "budget", service: "licence-server" });
});

it("says so where nothing stands still", () => {
  const { stdout, status } = shakedown(root, ["replay", file, "--policy", "by-force", "--stalls"]);
  expect(status).toBe(0);
  expect(stdout).toBe("no group stands still at 8d 00:00:00\n");
});
