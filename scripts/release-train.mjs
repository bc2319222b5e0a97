// Writes scenarios/coreos-release-train.yaml: a year of CoreOS tags as releases on three channels.
//
//     node scripts/release-train.mjs            writes it
//     node scripts/release-train.mjs --check    exits with 1 if it is not up to date
//
// The facts are those of scenarios/data/coreos-releases.json; what is added to them stands in this file.

import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";

const DAY = 86_400_000;
const START = Date.parse("2016-07-25T00:00:00Z"); // a Monday
const DAYS = 365;

const here = (path) => new URL(`../scenarios/${path}`, import.meta.url);
const { releases, source } = JSON.parse(readFileSync(here("data/coreos-releases.json"), "utf8"));

const tags = releases.map(({ version, tagged, docker, kernel }) => {
  const [line, minor, patch] = version.split(".").map(Number);
  return { version, line, minor, patch, tagged, at: Date.parse(tagged), docker, kernel };
});

/** Tags by line, each line in the order of its versions. */
const lines = Map.groupBy === undefined ? groupByLine() : Map.groupBy(tags, ({ line }) => line);
for (const line of lines.values()) line.sort(byVersion);

function groupByLine() {
  const groups = new Map();
  for (const tag of tags) groups.set(tag.line, [...(groups.get(tag.line) ?? []), tag]);
  return groups;
}

function byVersion(a, b) {
  return a.line - b.line || a.minor - b.minor || a.patch - b.patch;
}

/**
 * The channel a tag was for. `N.0.x` is alpha. A later minor goes where its line has got to, which the tags tell: a line that
 * is still kept while older ones are kept too has not reached their channel yet. With no older line kept it is stable, with
 * one beta, with more alpha. "Kept" means: had a minor of 1 or more before, and has a tag to come.
 */
function channelOf(tag) {
  if (tag.minor === 0) return "alpha";
  const older = [...lines.values()].filter(
    (line) =>
      line[0].line < tag.line &&
      line.some(({ minor, at }) => minor >= 1 && at <= tag.at) &&
      line.some(({ at }) => at > tag.at),
  );
  return ["stable", "beta"][older.length] ?? "alpha";
}

/** Whether a later tag of the same line went back to an older Docker. */
function isBackedOut(tag) {
  const next = lines.get(tag.line).find((other) => byVersion(other, tag) > 0);
  return next !== undefined && isOlder(next.docker, tag.docker);
}

function isOlder(a, b) {
  if (a === null || b === null) return false;
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const differing = left.findIndex((part, index) => part !== right[index]);
  return differing >= 0 && left[differing] < right[differing];
}

/** What was wrong with a release, where that is known. */
const KNOWN = {
  "1153.0.0": {
    defect:
      "kind: broken-bridge, component: runtime, per: boot, probability: 10%, runtimes: [docker]",
    source:
      "coreos/bugs#1554: no network in some containers in alpha; Docker 1.12.1 was taken back in 1153.1.0. The share is that of 1235.8.0",
  },
  "1235.8.0": {
    defect:
      "kind: broken-bridge, component: runtime, per: boot, probability: 10%, runtimes: [docker]",
    source:
      "coreos/bugs#1785: about 10 % of containers without a working bridge, in stable; fixed by 1235.9.0. Here it is 10 % of hosts, with all their containers",
  },
};

/** What is assumed of a Docker that was taken back for reasons the sources do not give. */
const BACKED_OUT = {
  defect:
    "kind: runtime-crash, component: runtime, per: boot, probability: 100%, after: { dist: exponential, mean: 7d }",
  source: "that its Docker was taken back within the line is a fact, what was wrong is assumed",
};

const year = tags
  .filter(({ at }) => at >= START && at < START + DAYS * DAY)
  .toSorted(byVersion)
  .map((tag) => ({
    ...tag,
    channel: channelOf(tag),
    wrong: KNOWN[tag.version] ?? (isBackedOut(tag) ? BACKED_OUT : undefined),
  }));

function entry({ version, at, tagged, docker, kernel, channel, wrong }) {
  const offset = `${((at - START) / DAY).toFixed(2)}d`;
  const facts = `${tagged.slice(0, 10)}, docker ${docker}, kernel ${kernel}`;
  const release = `version: ${version}, payload: 250MB, channels: { ${channel}: ${offset} }`;
  if (wrong === undefined) return `  - { ${release} } # ${facts}\n`;
  return `  # ${facts}
  - version: ${version}
    payload: 250MB
    channels: { ${channel}: ${offset} }
    defects:
      - { ${wrong.defect} }
`;
}

function sources() {
  return year
    .flatMap(({ wrong }, index) =>
      wrong === undefined
        ? []
        : [`  /releases/${index}/defects/0: ${JSON.stringify(wrong.source)}\n`],
    )
    .join("");
}

const template = readFileSync(new URL("release-train.template.yaml", import.meta.url), "utf8");
const text = template
  .replace("# RELEASES\n", () => year.map(entry).join(""))
  .replace("  # SOURCES\n", () => `  /releases: ${JSON.stringify(source)}\n${sources()}`);
const scenario = await format(text, { parser: "yaml", printWidth: 100 });
if (!process.argv.includes("--check")) writeFileSync(here("coreos-release-train.yaml"), scenario);
else if (readFileSync(here("coreos-release-train.yaml"), "utf8") !== scenario) {
  console.error(
    "scenarios/coreos-release-train.yaml is out of date: run node scripts/release-train.mjs",
  );
  process.exitCode = 1;
}

const count = (name) => year.filter(({ channel }) => channel === name).length;
console.log(
  `${year.length} tags: ${count("alpha")} alpha, ${count("beta")} beta, ${count("stable")} stable; ` +
    `bad: ${year
      .filter(({ wrong }) => wrong)
      .map(({ version, channel }) => `${version} (${channel})`)
      .join(", ")}`,
);
