import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { judgeExpectations } from "../../src/experiment/expectations.js";
import { runBatch } from "../../src/experiment/replication-row.js";
import { deadlineAfter } from "../../src/metrics/counting/rollout-ends.js";
import { loadScenario } from "../../src/scenario/load.js";
import { ScenarioError } from "../../src/scenario/scenario-error.js";
import { zoneOffsets } from "../../src/systems/windows/zone.js";
import { DAY, HOUR } from "../../src/support/time.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-rollout-ends-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two releases a week apart, each at 22:00 UTC, to hosts that reboot one at a time and take half an hour. */
function scenario(expectation: string, { hosts = 4, horizon = "14d" } = {}) {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: ends
seed: 1
start: 2024-01-01
horizon: ${horizon}
replications: 2
fleet:
  groups:
    - name: web
      hosts: ${hosts}
      agent: { kind: poll, first: 1m, period: 5m }
      boot: { kernel: 30m }
releases:
  - { version: 1.1.0, payload: 1MB, channels: { stable: 46h } }
  - { version: 1.2.0, payload: 1MB, channels: { stable: 214h } }
policies: { all: { reboot: { kind: semaphore, max: 1 } } }
expect:
  - { metric: rollout-duration.longest, policy: all${expectation} }
`,
  );
  return loadScenario(path);
}

async function judged(expectation: string, more = {}) {
  const loaded = scenario(expectation, more);
  const rows = await runBatch(loaded, { policy: "all", from: 0, until: loaded.replications });
  return { rows, ...judgeExpectations(loaded, new Map([["all", rows]]))[0]! };
}

describe("each rollout's own end", () => {
  it("can be required by a time of day, in a zone", async () => {
    // Two hours for four hosts: done a little after midnight.
    const { met, text, rows } = await judged(", doneBy: 04:00");
    expect(text).toBe("rollout-duration.longest{doneBy=04:00} of all: at most 0 h");
    expect(met).toBe(true);
    const late = rows[0]!.parts["rollout-duration.longest{doneBy=04:00}"]!;
    const longest = rows[0]!.scalars["rollout-duration.longest"]!;
    expect(longest).toBeGreaterThan(2);
    // From 22:00 to 04:00 are 6 h.
    expect(late).toBeCloseTo(longest - 6, 9);
    expect((await judged(", doneBy: 23:00")).met).toBe(false);
    // 04:00 in Tokyo is 19:00 UTC, 21 h after the publication; in New York it is 09:00 UTC.
    const tokyo = await judged(", doneBy: 04:00, timeZone: Asia/Tokyo");
    expect(tokyo.rows[0]!.parts["rollout-duration.longest{doneBy=04:00 Asia/Tokyo}"]).toBeCloseTo(
      longest - 21,
      9,
    );
  });

  it("is told in a mean and the longest, of rollouts that fell due", async () => {
    const { rows } = await judged(", max: 1d");
    const { scalars } = rows[0]!;
    expect(scalars["rollouts-due"]).toBe(2);
    expect(scalars["rollout-duration"]).toBeLessThanOrEqual(scalars["rollout-duration.longest"]!);
  });

  it("misses a time of day where a rollout is not done by the end, and says so", async () => {
    // Sixty hosts take thirty hours, and the run ends ten after the second publication.
    const { met, found, rows } = await judged(", doneBy: 04:00", { hosts: 60, horizon: "224h" });
    expect(met).toBe(false);
    expect(found).toContain("not reached in 2 replications");
    const key = "rollout-duration.longest{doneBy=04:00}";
    expect(rows[0]!.parts[key]).toBeNull();
    expect(rows[0]!.notReached[key]).toBeGreaterThan(20);
  });

  it("judges no time of day that lies beyond the end of the run", async () => {
    const { rows } = await judged(", doneBy: 04:00", { horizon: "219h" });
    const late = rows[0]!.parts["rollout-duration.longest{doneBy=04:00}"]!;
    expect(late).toBeLessThan(0);
  });

  it.each([
    [", doneBy: noon", 'expected a time of day such as 04:00, got "noon"'],
    [
      ", doneBy: 04:00, timeZone: Atlantis",
      'expected a time zone such as UTC or Europe/Berlin, got "Atlantis"',
    ],
    [", timeZone: UTC, max: 3h", "expected a time zone beside doneBy, got no doneBy"],
  ])("is refused by its line where it is none: %s", (written, message) => {
    expect(() => scenario(written)).toThrow(ScenarioError);
    try {
      scenario(written);
    } catch (error) {
      expect((error as Error).message).toMatch(/s\.yaml:\d+:\d+ expect\.0/);
      expect((error as Error).message).toContain(message);
    }
  });
});

describe("the first time of day after a moment", () => {
  const startedAt = Date.UTC(2024, 2, 30);
  const utc = { label: "", at: 4 * HOUR, startedAt, offsets: [] };

  it("is later than the moment, by a day at most", () => {
    expect(deadlineAfter(0, utc)).toBe(4 * HOUR);
    expect(deadlineAfter(4 * HOUR, utc)).toBe(DAY + 4 * HOUR);
    expect(deadlineAfter(4 * HOUR - 1, utc)).toBe(4 * HOUR);
  });

  it("follows clocks that are changed", () => {
    // In Berlin clocks go from 02:00 to 03:00 on 2024-03-31.
    const offsets = zoneOffsets("Europe/Berlin", startedAt, startedAt + 3 * DAY)!;
    const berlin = { ...utc, offsets };
    expect(deadlineAfter(0, berlin)).toBe(3 * HOUR);
    expect(deadlineAfter(22 * HOUR, berlin)).toBe(DAY + 2 * HOUR);
  });
});
