import { createHash } from "node:crypto";
import { isSettings, type Settings } from "../policies/merge-settings.js";
import { shown } from "../support/quantity.js";
import { listAssumptions } from "./assumptions.js";
import { catalogueAssumptions } from "./catalogue-assumptions.js";
import { crossCheck } from "./cross-checks.js";
import { inCurrency } from "./in-currency.js";
import { type DataIssue, describeIssues } from "./issue-texts.js";
import { limits } from "./limits.js";
import { type Path, type Place, readYaml } from "./read-yaml.js";
import type { Scenario } from "./scenario.js";
import { ScenarioError } from "./scenario-error.js";
import { scenarioSchema } from "./schema.js";
import { placed, readTextFile, refuse } from "./text-file.js";

/**
 * Reads a scenario file (YAML or JSON).
 *
 * @throws ScenarioError with everything that is wrong with it, also when it cannot be read at all.
 */
export function loadScenario(path: string): Scenario {
  return decodeScenario(readTextFile(path), path);
}

/**
 * Decodes the text of a scenario.
 *
 * @param file what messages call it.
 * @throws ScenarioError with everything that is wrong with it.
 */
export function decodeScenario(text: string, file: string): Scenario {
  return readSource(text, file).scenario;
}

/** A scenario, and how its file writes it: for experiments that change what is written. */
export interface ScenarioSource {
  readonly scenario: Scenario;
  /** As written: in the units of people, aliases resolved. */
  readonly data: Settings;
  /** Where in the file a path leads; as far as it leads where what it names is not written. */
  readonly placeOf: (path: Path) => Place;
  /** Refuses what the scenario asks for, with the place of everything that is wrong. @throws ScenarioError always. */
  readonly refuse: (issues: readonly DataIssue[]) => never;
}

/**
 * Reads a scenario file and keeps what it says as it is written.
 *
 * @throws ScenarioError with everything that is wrong with it, also when it cannot be read at all.
 */
export function loadSource(path: string): ScenarioSource {
  return readSource(readTextFile(path), path);
}

/**
 * Reads the text of a scenario and keeps what it says as it is written.
 *
 * @param file what messages call it.
 * @throws ScenarioError with everything that is wrong with it.
 */
export function readSource(text: string, file: string): ScenarioSource {
  if (text.includes("\0")) refuse(file, "expected text (YAML or JSON), got binary data");
  if (text.length > limits.text) {
    refuse(file, `expected at most ${limits.text} bytes, got ${text.length}`);
  }
  const yaml = readYaml(text);
  if (yaml.flaws.length > 0) {
    throw new ScenarioError(yaml.flaws.map((flaw) => ({ ...flaw, file, path: "" })));
  }
  const refuseIssues = (issues: readonly DataIssue[]): never => {
    throw new ScenarioError(placed(issues, yaml, file));
  };
  const { scenario, issues } = decodeData(yaml.data, { file, description: topComment(text) });
  if (scenario === undefined) return refuseIssues(issues);
  // What decodes is settings.
  return {
    scenario,
    data: yaml.data as Settings,
    placeOf: (path) => yaml.placeOf(path, "value"),
    refuse: refuseIssues,
  };
}

/**
 * Decodes a scenario that is data already, as YAML or JSON gives it.
 *
 * @param named what messages call it, and what it is about where it does not say so itself.
 * @returns the scenario, or everything that is wrong with it.
 */
export function decodeData(
  raw: unknown,
  { file, description }: { readonly file: string; readonly description: string },
): { readonly scenario: Scenario | undefined; readonly issues: readonly DataIssue[] } {
  const data = withoutExtensions(raw);
  if (!isSettings(data)) refuse(file, `expected a scenario, got ${shown(data ?? undefined)}`);
  const result = scenarioSchema.safeParse(data);
  const ofFields = describeIssues(result.error?.issues ?? [], data);
  const issues = [...ofFields, ...crossCheck(data).filter((issue) => isNews(issue, ofFields))];
  if (!result.success || issues.length > 0) return { scenario: undefined, issues };
  const { $schema: _, replications, ...decoded } = inCurrency(result.data);
  const isNumber = typeof replications === "number";
  const scenario = {
    ...decoded,
    replications: isNumber ? replications : replications.max,
    stopping: isNumber ? null : replications,
    file,
    description: decoded.description ?? description,
    hash: hashOf(data),
    worldHash: hashOf(worldOf(data)),
    assumptions: [...listAssumptions(data), ...catalogueAssumptions(data)],
  };
  return { scenario, issues };
}

/** Leaves out the keys that begin with `x-`: a place for anchors that other keys use. */
function withoutExtensions(data: unknown): unknown {
  if (!isSettings(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !key.startsWith("x-")));
}

/** Whether nothing has been said yet about the place of an issue or what it stands in. */
function isNews({ path }: DataIssue, said: readonly DataIssue[]): boolean {
  return said.every((other) => other.path.some((step, depth) => step !== path[depth]));
}

/** The plain words at the top of a file: its first block of comments. */
function topComment(text: string): string {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const words: string[] = [];
  for (const line of first < 0 ? [] : lines.slice(first)) {
    if (!line.startsWith("#")) break;
    if (!/^#\s*yaml-language-server:/.test(line)) words.push(line.replace(/^#+ ?/, "").trimEnd());
  }
  return words.join("\n").trim();
}

/** What a scenario says beside the world that all policies meet. */
const BESIDE_THE_WORLD: ReadonlySet<string> = new Set([
  "policies",
  "costs",
  "objective",
  "expect",
  "invariants",
  "chaos",
  "plan",
  "sweep",
  "tune",
  "ranges",
  "seed",
  "replications",
  "name",
  "description",
  "sources",
  "suppress",
]);

function worldOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !BESIDE_THE_WORLD.has(key)));
}

/** 16 hex digits. */
function hashOf(data: Readonly<Record<string, unknown>>): string {
  return createHash("sha256").update(canonical(data)).digest("hex").slice(0, 16);
}

/** JSON with sorted keys: the same for files that say the same. The order of policies says what is compared with what. */
function canonical(data: Readonly<Record<string, unknown>>): string {
  const order = isSettings(data["policies"]) ? Object.keys(data["policies"]) : [];
  return JSON.stringify([order, data], (_, value: unknown) =>
    isSettings(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
