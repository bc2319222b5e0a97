/** docs/reference says what the code says, every entry of the registries is in it, and its examples are right. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { referencePages } from "../../reference/index.js";
import { faults } from "../../src/faults/index.js";
import { goals } from "../../src/invariants/goals/index.js";
import { invariants } from "../../src/invariants/index.js";
import { policyInvariants } from "../../src/invariants/policy/index.js";
import { metricOutputs } from "../../src/metrics/index.js";
import { parts, presets } from "../../src/policies/index.js";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.js";
import { problems } from "../scenario/texts.js";

const folder = new URL("../../docs/reference/", import.meta.url);
const written = (file: string) => readFileSync(new URL(file, folder), "utf8");
const pages = await referencePages();
const files = Object.keys(pages);

/** Lines of code blocks are not headings. */
const headings = (file: string) =>
  [
    ...written(file)
      .replaceAll(/^```[\s\S]*?^```/gm, "")
      .matchAll(/^#{2,} (.+)$/gm),
  ].map(([, text]) => text!);
const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

describe("docs/reference", () => {
  it.each(files)("%s is up to date; if not, run `npm run generate`", (file) => {
    expect(written(file)).toBe(pages[file]);
  });

  it("holds these pages and no other", () => {
    expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
  });

  it.each([
    ["faults.md", faults.map(({ kind }) => kind)],
    ["metrics.md", namesOf(metricOutputs)],
    ["invariants.md", namesOf([...invariants, ...policyInvariants, ...goals])],
    ["policies.md", namesOf(presets)],
    [
      "policies.md",
      Object.values(parts).flatMap((all) => all.map(({ role, name }) => `${role}: ${name}`)),
    ],
  ])("%s has a heading for each entry of the registry", (file, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !headings(file).includes(name))).toEqual([]);
  });

  it("scenario.md tells every key of the top level", () => {
    const text = written("scenario.md");
    const keys = Object.keys(scenarioJsonSchema().properties ?? {});
    const untold = keys.filter(
      (key) => !text.includes(`**\`${key}\`**`) && !headings("scenario.md").includes(key),
    );
    expect(untold).toEqual([]);
  });

  it("leaves no setting without a word about it, but for those that their kind explains", () => {
    const settings = files.flatMap((file) =>
      written(file)
        .replaceAll(/\n +(?!-)/g, " ")
        .split("\n")
        .filter((line) => /^ *- \*\*`/.test(line)),
    );
    expect(settings.length).toBeGreaterThan(300);
    const mute = settings.filter((line) => !/\)\S*: /.test(line));
    expect(mute.filter((line) => !/\((one or more )?durations?\b/.test(line))).toEqual([]);
  });
});

describe("the examples of docs/reference", () => {
  const examples = files.flatMap((file) =>
    [...written(file).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text]) => [file, text!]),
  );

  it("are many", () => expect(examples.length).toBeGreaterThan(70));

  it("are right, each in a scenario that has the rest", () => {
    const wrong = examples.flatMap(([file, text]) => {
      const scenario = { ...(parse(AROUND) as object), ...(parse(text!) as object) };
      return problems(stringify(scenario)).map((problem) => `${file}: ${problem}\n${text}`);
    });
    expect(wrong).toEqual([]);
  });
});

/** What the examples refer to. */
const AROUND = `apiVersion: shakedown/v1
name: around
seed: 1
horizon: 10d
fleet:
  groups:
    - { name: web, hosts: 20, zones: [a, b, c] }
services:
  - { name: api, group: web, replicas: 200, start: 3s }
releases:
  - { version: 1.1.0, payload: 180MB, channels: { stable: 1d } }
policies:
  coreos: { preset: coreos-locksmith }
`;
