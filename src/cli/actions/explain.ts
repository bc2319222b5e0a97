import { z } from "zod";
import { defectKinds } from "../../fleet/defects/index.js";
import { defectInWords, refusalsOf } from "../../fleet/defects/in-words.js";
import { faults } from "../../faults/index.js";
import { goals } from "../../invariants/goals/index.js";
import { invariants } from "../../invariants/index.js";
import { policyInvariants } from "../../invariants/policy/index.js";
import { metricOutputs } from "../../metrics/index.js";
import { parts, presets } from "../../policies/index.js";
import { fieldsOf } from "../../policies/preset-fields.js";
import type { Preset } from "../../policies/preset.js";
import type { Catalogue } from "../../scenario/catalogues/catalogue.js";
import { figuresOf } from "../../scenario/catalogues/figures.js";
import { catalogues } from "../../scenario/catalogues/index.js";
import { nearest } from "../../support/nearest.js";
import { UsageError } from "../exit-code.js";
import { warnings } from "../../warnings/index.js";
import { paragraph } from "../paragraph.js";

/** Something that can be explained, and how. */
interface Topic {
  readonly name: string;
  readonly what: string;
  explain(): string[];
}

/** Explains everything of a name. @throws UsageError with the nearest one where there is none. */
export function explain(name: string): void {
  const all = topics();
  const found = all.filter(
    (topic) => topic.name === name || `${topic.what}: ${topic.name}` === name,
  );
  if (found.length === 0) {
    const near = nearest(
      name,
      all.map((topic) => topic.name),
    );
    const hint = near === undefined ? "; `shakedown list` names them" : `; did you mean "${near}"?`;
    throw new UsageError(
      `explain: expected a metric, policy, part, defect, fault, invariant, warning or catalogue, got "${name}"${hint}`,
    );
  }
  const texts = found.map((topic) =>
    [`${topic.name} (${topic.what})`, "", ...topic.explain()].join("\n"),
  );
  process.stdout.write(`${texts.join("\n\n")}\n`);
}

/** Everything that can be explained. */
export function topics(): Topic[] {
  return [
    ...metricOutputs.map(({ name, title, unit, doc, better }) => ({
      name,
      what: "metric",
      explain: () => [
        said(`${title}${unit === "" ? "" : `, in ${unit}`}. ${doc}`),
        "",
        better === "neither" ? "  Neither way is better." : `  Better when ${better}.`,
      ],
    })),
    ...presets.map((preset) => ({
      name: preset.name,
      what: "policy",
      explain: () => presetText(preset),
    })),
    ...Object.values(parts).flatMap((ofRole) =>
      ofRole.map(({ role, name, doc, config }) => ({
        name,
        what: role,
        explain: () => [said(doc), ...settingsText(config)],
      })),
    ),
    ...defectKinds.map((one) => ({
      name: one.kind,
      what: "defect",
      explain: () => [said(defectInWords(one)), ...refusalsOf(one).map((refusal) => said(refusal))],
    })),
    ...faults.map(({ kind, doc, config }) => ({
      name: kind,
      what: "fault",
      explain: () => [said(doc), ...settingsText(config)],
    })),
    ...[...invariants, ...policyInvariants].map(({ name, doc }) => ({
      name,
      what: "invariant",
      explain: () => [said(doc)],
    })),
    ...goals.map(({ name, doc }) => ({ name, what: "goal", explain: () => [said(doc)] })),
    ...warnings.map(({ code, title, why, example, mend }) => ({
      name: code,
      what: "warning",
      explain: () => [
        said(`${title}. ${why}`),
        "",
        ...example.split("\n").map((line) => `      ${line}`),
        "",
        said(mend),
      ],
    })),
    ...catalogues.map((catalogue) => ({
      name: catalogue.name,
      what: "catalogue",
      explain: () => catalogueText(catalogue),
    })),
  ];
}

function said(text: string): string {
  return paragraph(text, 80, "  ");
}

function presetText(preset: Preset): string[] {
  const figures = fieldsOf(preset).flatMap(({ path, value, source }) => [
    `  ${path}: ${value}`,
    paragraph(source, 80, "      "),
  ]);
  return [said(preset.doc), "", said(`After ${preset.source}.`), "", ...figures];
}

function catalogueText(catalogue: Catalogue): string[] {
  const figures = figuresOf(catalogue).flatMap(({ name, value, source = "assumed" }) => [
    `  ${name}: ${value}`,
    paragraph(source, 80, "      "),
  ]);
  return [said(catalogue.doc), "", said(catalogue.caveat), "", ...figures];
}

/** A setting as JSON Schema describes it, as far as it is printed here. */
interface Setting {
  readonly description?: string;
  readonly default?: unknown;
}

function settingsText(config: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(config, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Setting>;
  };
  const entries = Object.entries(properties).filter(([name]) => name !== "kind");
  if (entries.length === 0) return [];
  return [
    "",
    ...entries.flatMap(([name, setting]) => [
      `  ${name}${setting.default === undefined ? "" : ` (default ${JSON.stringify(setting.default)})`}`,
      ...(setting.description === undefined ? [] : [paragraph(setting.description, 80, "      ")]),
    ]),
  ];
}
