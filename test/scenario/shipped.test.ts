import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { listedReleases } from "../../src/scenario/release-schema.js";
import { buildModel } from "../../src/simulation/build-model.js";
import { simulate } from "../../src/simulation/simulate.js";
import { DAY, HOUR } from "../../src/support/time.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const names = readdirSync(`${root}scenarios`)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => basename(file, ".yaml"));
const shipped = (name: string) => loadScenario(`${root}scenarios/${name}.yaml`);

/** Days on which the sources are silent and the scenario says "assumed": version and channel. */
const ASSUMED = ["723.3.0 stable", "723.0.0 beta", "723.0.0 stable"];
/** Releases that stand for a line under its last tag: what it was tagged as on its way. */
const TAGGED_AS: Readonly<Record<string, string>> = {
  "717.2.0 alpha": "717.0.0",
  "717.2.0 beta": "717.1.0",
  "766.3.0 alpha": "744.0.0",
  "766.3.0 beta": "766.1.0",
};

const tagged = new Map(
  (
    JSON.parse(readFileSync(`${root}scenarios/data/coreos-releases.json`, "utf8")) as {
      releases: { version: string; tagged: string }[];
    }
  ).releases.map(({ version, tagged }) => [version, Date.parse(tagged)]),
);

describe("the shipped scenarios", () => {
  it("there are some", () => {
    expect(names.length).toBeGreaterThanOrEqual(5);
  });

  it.each(names)("%s decodes, and is named as its file", (name) => {
    expect(shipped(name).name).toBe(name);
  });

  it.each(names)("%s says what it shows, what it rests on and what it does not show", (name) => {
    const { description } = shipped(name);
    for (const heading of ["What it shows.", "What it rests on.", "What it does not show."]) {
      expect(description).toContain(heading);
    }
  });

  it.each(names)("%s uses every source it names", (name) => {
    const { assumptions, sources } = shipped(name);
    const used = new Set(assumptions.map(({ source }) => source));
    expect(Object.values(sources).filter((source) => !used.has(source))).toEqual([]);
  });

  it.each(names)("%s is in the table of scenarios/README.md", (name) => {
    const readme = readFileSync(`${root}scenarios/README.md`, "utf8");
    expect(readme).toContain(`[\`${name}\`](${name}.yaml)`);
  });

  it.each(["docker-1.7.1-bridge", "docker-1.7.1-bridge-under-load", "coreos-release-train"])(
    "%s publishes CoreOS images at the times of their tags",
    (name) => {
      const { start, releases } = shipped(name);
      const off = listedReleases(releases).flatMap(({ version, channels }) =>
        Object.entries(channels).flatMap(([channel, offset]) => {
          const key = `${version} ${channel}`;
          const tag = tagged.get(TAGGED_AS[key] ?? version);
          if (tag === undefined || offset === undefined || ASSUMED.includes(key)) return [];
          return Math.abs(Date.parse(start) + offset - tag) <= 0.01 * DAY ? [] : [key];
        }),
      );
      expect(off).toEqual([]);
    },
  );

  it("coreos-release-train.yaml is what its generator writes", () => {
    const generator = `${root}scripts/release-train.mjs`;
    expect(() =>
      execFileSync(process.execPath, [generator, "--check"], { stdio: "pipe" }),
    ).not.toThrow();
  });
});

describe("the story of docker-1.7.1-bridge", () => {
  const defectDowntime = (name: string, policy: string) =>
    simulate(shipped(name), { policy, replication: 0 }).values.scalars["container-downtime.defect"];

  it("takes the bad image back from alpha about 49 h later, before it is promoted, in every replication", () => {
    const scenario = shipped("docker-1.7.1-bridge");
    const lives = Array.from({ length: 51 }, (_, replication) => {
      const { releases, publications } = buildModel(scenario, "coreos", replication);
      const bad = releases.findIndex(({ version }) => version === "723.0.0");
      return publications.filter(({ release }) => release === bad);
    });
    for (const life of lives)
      expect(life.map(({ kind }) => kind)).toEqual(["published", "withdrawn"]);
    const times = lives.map(([published, withdrawn]) => withdrawn!.at - published!.at);
    const median = times.toSorted((a, b) => a - b)[25]!;
    expect(median / HOUR).toBeGreaterThan(40);
    expect(median / HOUR).toBeLessThan(60);
  });

  it("shows the bridge to in-place hosts that reboot, and not to those behind channels", () => {
    expect(defectDowntime("docker-1.7.1-bridge", "coreos")).toBe(0);
    expect(defectDowntime("docker-1.7.1-bridge", "ubuntu-reboot")).toBeGreaterThan(0);
  });

  it("lets the bug that depends on load through the channels to docker, and spares rkt", () => {
    expect(defectDowntime("docker-1.7.1-bridge-under-load", "coreos")).toBeGreaterThan(0);
    expect(defectDowntime("docker-1.7.1-bridge-under-load", "coreos-rkt")).toBe(0);
  });
});
