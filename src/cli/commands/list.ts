import { readdirSync } from "node:fs";
import { Command } from "commander";
import { defectKinds } from "../../fleet/defects/index.js";
import { defectInWords } from "../../fleet/defects/in-words.js";
import { faults } from "../../faults/index.js";
import { goals } from "../../invariants/goals/index.js";
import { invariants } from "../../invariants/index.js";
import { policyInvariants } from "../../invariants/policy/index.js";
import { metricOutputs } from "../../metrics/index.js";
import { parts, presets } from "../../policies/index.js";
import { fieldsOf } from "../../policies/preset-fields.js";
import { catalogues } from "../../scenario/catalogues/index.js";
import { loadScenario } from "../../scenario/load.js";
import { warnings } from "../../warnings/index.js";
import type { ExitCode } from "../exit-code.js";
import { oneOf } from "../options.js";
import { paragraph } from "../paragraph.js";

/** One line of a list. */
interface Entry {
  readonly name: string;
  readonly doc: string;
}

/** What can be listed, each from its registry. */
const lists: Readonly<Record<string, () => readonly Entry[]>> = {
  policies: () => [
    ...presets.map(({ name, doc }) => ({ name, doc })),
    ...Object.values(parts).flatMap((ofRole) =>
      ofRole.map(({ role, name, doc }) => ({ name: `${role}: ${name}`, doc })),
    ),
  ],
  defects: () => defectKinds.map((one) => ({ name: one.kind, doc: defectInWords(one) })),
  faults: () => faults.map(({ kind, doc }) => ({ name: kind, doc })),
  invariants: () => [...invariants, ...policyInvariants].map(({ name, doc }) => ({ name, doc })),
  goals: () => goals.map(({ name, doc }) => ({ name, doc })),
  metrics: () =>
    metricOutputs.map(({ name, unit, doc }) => ({
      name: unit === "" ? name : `${name} [${unit}]`,
      doc,
    })),
  warnings: () => warnings.map(({ code, title }) => ({ name: code, doc: `${title}.` })),
  catalogues: () => catalogues.map(({ name, doc }) => ({ name, doc })),
  scenarios: () => shippedScenarios(),
};

/** `shakedown list`: what there is to choose from. */
export function listCommand(_exit: (code: ExitCode) => void): Command {
  const names = Object.keys(lists);
  return new Command("list")
    .description(
      "List policies, defects, faults, invariants, goals, metrics, warnings, catalogues of defects or scenarios.",
    )
    .argument("[what]", names.join(", "))
    .argument("[name]", "a preset: prints every field of it, with value, unit and source")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown list policies\n  shakedown list metrics --json\n",
    )
    .action((what: string | undefined, name: string | undefined, options: { json?: true }) => {
      if (name !== undefined) {
        oneOf("list", what ?? "", ["policies"]);
        printPreset(name, options.json === true);
        return;
      }
      const wanted = what === undefined ? names : [oneOf("list", what, names)];
      const found = wanted.map((name) => [name, lists[name]!()] as const);
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(Object.fromEntries(found), null, 2)}\n`);
      } else {
        for (const [name, entries] of found) print(name, entries);
      }
    });
}

/** Every field of a preset. */
function printPreset(name: string, asJson: boolean): void {
  const known = presets.map((preset) => preset.name);
  const preset = presets.find((one) => one.name === oneOf("list policies", name, known))!;
  const fields = fieldsOf(preset);
  if (asJson) {
    const { doc, source } = preset;
    process.stdout.write(`${JSON.stringify({ name, doc, source, fields }, null, 2)}\n`);
    return;
  }
  process.stdout.write(
    `${name}\n${paragraph(preset.doc, 78, "  ")}\n${paragraph(`From ${preset.source}.`, 78, "  ")}\n\n`,
  );
  for (const { path, value, source } of fields) {
    process.stdout.write(`  ${path}: ${value}\n${paragraph(source, 78, "      ")}\n`);
  }
}

/** The scenarios that come with the package. */
function shippedScenarios(): Entry[] {
  const folder = new URL("../../../scenarios/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => {
      const { description } = loadScenario(new URL(file, folder).pathname);
      return {
        name: `scenarios/${file}`,
        doc: description.split("\n\n")[0]!.replaceAll("\n", " "),
      };
    });
}

function print(title: string, entries: readonly Entry[]): void {
  process.stdout.write(`${title}\n`);
  for (const { name, doc } of entries)
    process.stdout.write(`  ${name}\n${paragraph(doc, 74, "      ")}\n`);
  process.stdout.write("\n");
}
