/**
 * Prints how fast Shakedown is on this machine. Figures are medians; compare the ratios, which were measured side by side.
 *
 * Usage: npm run bench [-- [--json] [subject...]], all subjects by default.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { chaos } from "./chaos.js";
import { draws } from "./draws.js";
import { fleetRollout } from "./fleet-rollout.js";
import { holdModel } from "./hold-model.js";
import { plan } from "./plan.js";
import { splitting } from "./splitting.js";
import { policyDecisions } from "./policy-decisions.js";
import { repeatability } from "./repeatability.js";
import { report } from "./report.js";
import type { BenchResult } from "./result.js";
import { shrinking } from "./shrinking.js";
import { tune } from "./tune.js";
import { transitionHash } from "./transition-hash.js";
import { variates } from "./variates.js";

const subjects: Readonly<Record<string, () => BenchResult | Promise<BenchResult>>> = {
  "hold-model": holdModel,
  draws,
  variates,
  "transition-hash": transitionHash,
  "fleet-rollout": fleetRollout,
  "policy-decisions": policyDecisions,
  chaos,
  repeatability,
  shrinking,
  plan,
  report,
  splitting,
  tune,
};

function printed(value: number | undefined): string {
  if (value === undefined) return "";
  return Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(3)));
}

function tableOf({ rows }: BenchResult): string {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const table = new Table({
    head: ["", ...columns],
    colAligns: ["left", ...columns.map(() => "right" as const)],
    style: { head: [], border: [] },
  });
  for (const { name, figures } of rows) {
    table.push([name, ...columns.map((column) => printed(figures[column]))]);
  }
  return table.toString();
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(subjects, name));
  if (unknown.length > 0) {
    const known = Object.keys(subjects).join(", ");
    process.stderr.write(`bench: expected one of ${known}, got ${unknown.join(", ")}\n`);
    return 2;
  }
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    cpus: cpus().length,
  };
  if (!values.json)
    process.stdout.write(`Node ${machine.node}, ${machine.cpu} × ${machine.cpus}\n`);
  const chosen = positionals.length > 0 ? positionals : Object.keys(subjects);
  const results: BenchResult[] = [];
  for (const name of chosen) {
    const result = await subjects[name]!();
    if (!values.json) {
      process.stdout.write(`\n${result.subject}: ${result.about}\n${tableOf(result)}\n`);
    }
    results.push(result);
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
