import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { SweepAnswer } from "../../src/experiment/sweep/answer.js";
import { shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-sweep-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Hosts that all reboot once, one after the other, in a time that does not vary. */
function scenario(sweep: string): string {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: swept
seed: 1
horizon: 4h
fleet: { groups: [{ name: web, hosts: 4, agent: { kind: poll, first: 1m, period: 5m } }] }
releases: [{ version: 1.1.0, payload: 1MB, channels: { stable: 1h } }]
policies: { all: { description: Everybody at once., reboot: { kind: immediate } } }
${sweep}
`,
  );
  return path;
}

const asked = (rest = "", vary = "fleet.groups[web].hosts"): string =>
  scenario(
    `sweep: { factors: [{ vary: "${vary}", from: 2, to: 8, step: 2 }], metrics: [reboots], replications: 4${rest} }`,
  );

describe("shakedown sweep", () => {
  it("says what a factor does and what one more does, and writes the report", () => {
    const out = join(folder, "out");
    const { status, stdout, stderr } = shakedown(folder, ["sweep", asked(), "--out", out]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    // Every host reboots once.
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "6 more fleet.groups[web].hosts (2 to 8) add 6 ± 0 reboots.",
    );
    expect(stdout).toMatch(/next: 4 → 6 +2 ± 0/);
    for (const line of stdout.split("\n").filter((line) => !line.startsWith("report:"))) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(readFileSync(join(out, "charts/reboots.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(join(out, "sweep.md"), "utf8")).toContain("## Value of one more");
    const page = readFileSync(join(out, "sweep.html"), "utf8");
    expect(page).toContain("Value of one more");
    expect(page).toContain("data:image/png;base64,");
    const answer = JSON.parse(readFileSync(join(out, "sweep.json"), "utf8")) as {
      table: readonly { means: { reboots: number } }[];
    };
    expect(answer.table.map(({ means }) => means.reboots)).toEqual([2, 4, 6, 8]);
  });

  it("varies one factor at a time, and runs no scenario twice", () => {
    const file = scenario(
      `sweep: { design: one-at-a-time, metrics: [reboots], replications: 4, factors: [
        { vary: "fleet.groups[web].hosts", values: [2, 4, 6] },
        { vary: people.crews, values: [1, 2, 3] } ] }`,
    );
    const { stdout } = shakedown(folder, ["sweep", file, "--json", "--no-report"]);
    const { points, metrics, table } = JSON.parse(stdout) as SweepAnswer;
    // Four hosts are the scenario as it is, which is run for the value of one more as well.
    expect(points).toBe(6);
    expect(table.map(({ means }) => means["reboots"])).toEqual([2, 4, 6, 4, 4, 4]);
    const [hosts, crews] = metrics[0]!.factors;
    expect(hosts).toMatchObject({ share: null, oneMore: { from: 4, to: 6, size: 2, unit: "one" } });
    expect(hosts!.oneMore!.change.mean).toBe(2);
    expect(hosts!.effects[0]!.change.mean).toBe(4);
    expect(crews!.effects[0]!.isShown).toBe(false);
  });

  it("gives the slope to the next value in units of the factor, and warns of what was left out", () => {
    const out = join(folder, "slope");
    const file = scenario(
      `sweep: { design: one-at-a-time, metrics: [reboots, recovery-time], replications: 4, factors: [
        { vary: "releases[1.1.0].channels.stable", values: [30m, 1h, 3h] } ] }`,
    );
    const { stderr } = shakedown(folder, ["sweep", file, "--quiet", "--out", out]);
    expect(stderr).toBe("");
    const text = readFileSync(join(out, "sweep.md"), "utf8");
    expect(text).toContain("| releases[1.1.0].channels[stable] | 1h | 3h |");
    expect(text).toContain("| releases[1.1.0].channels[stable] | one hour more |");
    expect(text).toContain(
      "`recovery-time` applied in no replication at any point: it applies where a boot failed, and nowhere was that so.",
    );
  });

  it("finds the Sobol indices of a known function within 0.03", () => {
    const group = (name: string): string =>
      `{ name: ${name}, hosts: 4, agent: { kind: poll, first: 1m, period: 5m },
         boot: { shutdown: 10s, firmware: 5m, loader: 1s, kernel: 1s, userland: 1s, runtime: 1s } }`;
    const path = join(folder, "known.yaml");
    writeFileSync(
      path,
      `apiVersion: shakedown/v1
name: known
seed: 1
horizon: 12h
fleet: { groups: [${group("a")}, ${group("b")}] }
releases: [{ version: 1.1.0, payload: 1MB, channels: { stable: 1h } }]
policies: { all: { description: Everybody at once., reboot: { kind: immediate } } }
sweep:
  design: latin-hypercube
  points: 40
  replications: 3
  metrics: [host-downtime]
  factors:
    - { vary: "fleet.groups[a].hosts", from: 1, to: 20 }
    - { vary: "fleet.groups[a].boot.firmware", from: 1m, to: 20m, step: 1m }
    - { vary: "fleet.groups[b].hosts", from: 1, to: 20 }
`,
    );
    const { stdout } = shakedown(folder, ["sweep", path, "--json", "--no-report"]);
    const { table, metrics } = JSON.parse(stdout) as SweepAnswer;
    // Every host is down once, for as long as its boot takes: a * (firmware + rest) + b * (5 min + rest), in seconds.
    const [first] = table;
    const down = ([a, firmware, b]: readonly number[], rest: number): number =>
      a! * (60 * firmware! + rest) + b! * (300 + rest);
    const levelsOf = (levels: readonly unknown[]): number[] =>
      levels.map((level) => Number.parseInt(String(level), 10));
    const [a, , b] = levelsOf(first!.levels);
    const rest = (first!.means["host-downtime"]! - down(levelsOf(first!.levels), 0)) / (a! + b!);
    expect(rest).toBeGreaterThanOrEqual(13);
    for (const { levels, means } of table) {
      expect(means["host-downtime"]).toBeCloseTo(down(levelsOf(levels), rest), 6);
    }
    // Each factor takes 1 to 20: mean 10.5, variance 33.25.
    const [centre, spread] = [10.5, 33.25];
    const own = [spread * (60 * centre + rest) ** 2, spread * (60 * centre) ** 2];
    const other = spread * (300 + rest) ** 2;
    const both = (60 * spread) ** 2;
    const all = own[0]! + own[1]! + other + both;
    const truth = [
      { first: own[0]! / all, total: (own[0]! + both) / all },
      { first: own[1]! / all, total: (own[1]! + both) / all },
      { first: other / all, total: other / all },
    ];
    for (const [factor, { share }] of metrics[0]!.factors.entries()) {
      expect(Math.abs(share!.first.value - truth[factor]!.first)).toBeLessThan(0.03);
      expect(Math.abs(share!.total.value - truth[factor]!.total)).toBeLessThan(0.03);
    }
  });

  it("gives the same bytes whatever the number of workers, for hypercubes as well", () => {
    const file = asked(", design: latin-hypercube, points: 8");
    const run = (workers: string) =>
      shakedown(folder, ["sweep", file, "--json", "--no-report", "--workers", workers]).stdout;
    const first = run("1");
    expect(JSON.parse(first)).toMatchObject({ design: "latin-hypercube" });
    expect(run("2")).toBe(first);
  });
});

describe("a sweep that cannot be run", () => {
  const refused = (sweep: string): string => {
    const { status, stderr } = shakedown(folder, ["sweep", scenario(sweep), "--no-report"]);
    expect(status).toBe(2);
    expect(stderr).not.toContain("    at ");
    return stderr;
  };

  it("is refused with what was probably meant", () => {
    expect(refused("")).toContain("expected a sweep, got none");
    expect(
      refused("sweep: { factors: [{ vary: people.crew, from: 1, to: 2 }], metrics: [reboots] }"),
    ).toContain('got "crew"; did you mean "crews"?');
    expect(
      refused("sweep: { factors: [{ vary: people.crews, from: 1, to: 2 }], metrics: [reboot] }"),
    ).toContain('did you mean "reboots"?');
    expect(
      refused("sweep: { factors: [{ vary: people.crews, from: 2, to: 1 }], metrics: [reboots] }"),
    ).toContain("expected at least from (2)");
    expect(
      refused(
        "sweep: { factors: [{ vary: people.crews, from: 1, to: 9999 }], metrics: [reboots] }",
      ),
    ).toContain("expected a grid of at most 5000 points");
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });

  it("says at once how large a grid would be, and that no point of a million is run", () => {
    const text = refused(
      `sweep: { factors: [
        { vary: people.crews, from: 1, to: 90000 },
        { vary: "fleet.groups[web].hosts", from: 1, to: 1000 } ], metrics: [reboots] }`,
    );
    expect(text).toContain("expected a grid of at most 5000 points, got 90000 x 1000 = 90000000");
  });

  it("says everything that is not there at once", () => {
    const factors = `factors: [
        { vary: people.crew, from: 1, to: 2 },
        { vary: "fleet.groups[wep].hosts", from: 1, to: 2 } ], metrics: [reboots]`;
    // What the file names is looked up before what its paths lead to.
    expect(refused(`sweep: { policy: al, ${factors} }`)).toContain('did you mean "all"?');
    const text = refused(`sweep: { ${factors} }`);
    expect(text).toContain('did you mean "crews"?');
    expect(text).toContain('did you mean "web"?');
  });

  it("names every value that makes no scenario, before anything is run", () => {
    const text = refused(
      `sweep: { factors: [
        { vary: people.crews, values: [1, -1, 2, 1.5] },
        { vary: "fleet.groups[web].hosts", values: [2, 0] } ], metrics: [reboots] }`,
    );
    for (const wrong of ["people.crews = -1;", "people.crews = 1.5;", "[web].hosts = 0;"]) {
      expect(text.split(wrong)).toHaveLength(2);
    }
  });
});
