#!/usr/bin/env node
// Writes the tables of docs/chaos.md anew: what the searches of the presets found, and the figures of the benchmarks.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { parse } from "yaml";
import { orExplain, setUp } from "./setup/index.mjs";
import { inRoot } from "./setup/paths.mjs";

const DOCS = inRoot("docs/chaos.md");
const FOUND = inRoot("scenarios/found");

function foundTable() {
  const upstream = JSON.parse(readFileSync(`${FOUND}/upstream.json`, "utf8"));
  const rows = readdirSync(FOUND)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => {
      const text = readFileSync(`${FOUND}/${name}`, "utf8");
      const { policy, invariant } = parse(text)["x-found"];
      const { upstream: issue = "", what = "" } = upstream[name] ?? {};
      const faults = text.split("\n").filter((line) => /^# {3}\S/.test(line));
      const story = faults.map((line) => line.slice(2).trim()).join("; ") || "no fault at all";
      return `| \`${policy}\` | [\`${invariant}\`](../scenarios/found/${name}) | ${story} | ${issue} | ${what} |`;
    })
    .toSorted();
  return [
    "| preset | what does not hold | what it takes | upstream | which is |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function figuresTable() {
  const bench = [inRoot("scripts/bench.mjs"), "--json", "chaos", "repeatability", "shrinking"];
  const printed = execFileSync(process.execPath, ["--expose-gc", ...bench], { encoding: "utf8" });
  const { results } = JSON.parse(printed.slice(printed.indexOf("{")));
  const rows = results.flatMap(({ subject, rows: all }) =>
    all.map(({ name, figures }) => {
      const values = Object.entries(figures).map(
        ([what, value]) => `${what} ${Number(value.toPrecision(3))}`,
      );
      return `| ${subject} | ${name} | ${values.join(", ")} |`;
    }),
  );
  return ["| measured | on | figures |", "| --- | --- | --- |", ...rows].join("\n");
}

function between(text, name, table) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`docs/chaos.md has no place for ${name}`);
  return `${text.slice(0, from)}\n\n${table}\n\n${text.slice(to)}`;
}

await orExplain(() => setUp());
let text = readFileSync(DOCS, "utf8");
text = between(text, "found", foundTable());
if (!process.argv.includes("--found-only")) text = between(text, "figures", figuresTable());
writeFileSync(DOCS, await format(text, { parser: "markdown", printWidth: 100 }));
