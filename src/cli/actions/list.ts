import { readdirSync } from "node:fs";
import type { Listed } from "../listed.js";
import { oneOf } from "../options.js";
import { paragraph } from "../paragraph.js";

/** One line of a list. */
interface Entry {
  readonly name: string;
  readonly doc: string;
}

/** What can be listed, each from its registry, which is read when it is asked for: all of them together take a second. */
const lists: Readonly<Record<Listed, () => Promise<readonly Entry[]>>> = {
  async policies() {
    const { parts, presets } = await import("../../policies/index.js");
    return [
      ...presets.map(({ name, doc }) => ({ name, doc })),
      ...Object.values(parts).flatMap((ofRole) =>
        ofRole.map(({ role, name, doc }) => ({ name: `${role}: ${name}`, doc })),
      ),
    ];
  },
  async defects() {
    const { defectKinds } = await import("../../fleet/defects/index.js");
    const { defectInWords } = await import("../../fleet/defects/in-words.js");
    return defectKinds.map((one) => ({ name: one.kind, doc: defectInWords(one) }));
  },
  async faults() {
    const { faults } = await import("../../faults/index.js");
    return faults.map(({ kind, doc }) => ({ name: kind, doc }));
  },
  async invariants() {
    const { invariants } = await import("../../invariants/index.js");
    const { policyInvariants } = await import("../../invariants/policy/index.js");
    return [...invariants, ...policyInvariants].map(({ name, doc }) => ({ name, doc }));
  },
  async goals() {
    const { goals } = await import("../../invariants/goals/index.js");
    return goals.map(({ name, doc }) => ({ name, doc }));
  },
  async metrics() {
    const { metricOutputs } = await import("../../metrics/index.js");
    return metricOutputs.map(({ name, unit, doc }) => ({
      name: unit === "" ? name : `${name} [${unit}]`,
      doc,
    }));
  },
  async warnings() {
    const { warnings } = await import("../../warnings/index.js");
    return warnings.map(({ code, title }) => ({ name: code, doc: `${title}.` }));
  },
  async catalogues() {
    const { catalogues } = await import("../../scenario/catalogues/index.js");
    return catalogues.map(({ name, doc }) => ({ name, doc }));
  },
  scenarios: shippedScenarios,
};

/** Lists what there is of a kind, or of every kind. */
export async function list(
  what: string | undefined,
  name: string | undefined,
  asJson: boolean,
): Promise<void> {
  if (name !== undefined) {
    oneOf("list", what ?? "", ["policies"]);
    await printPreset(name, asJson);
    return;
  }
  const names = Object.keys(lists);
  const wanted = what === undefined ? names : [oneOf("list", what, names)];
  const found: (readonly [string, readonly Entry[]])[] = [];
  for (const name of wanted) found.push([name, await lists[name as Listed]()]);
  if (asJson) {
    process.stdout.write(`${JSON.stringify(Object.fromEntries(found), null, 2)}\n`);
  } else {
    for (const [name, entries] of found) print(name, entries);
  }
}

/** Every field of a preset. */
async function printPreset(name: string, asJson: boolean): Promise<void> {
  const { presets } = await import("../../policies/index.js");
  const { fieldsOf } = await import("../../policies/preset-fields.js");
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
async function shippedScenarios(): Promise<readonly Entry[]> {
  const { loadScenario } = await import("../../scenario/load.js");
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
