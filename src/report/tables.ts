import { shellWord } from "../support/shell-word.js";
import { notableFaults } from "./charts/fault-shading.js";
import { durationInWords } from "./format.js";
import type { Report } from "./report.js";

/** The tables that stand below the charts, as plain text: HTML and Markdown print the same ones. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the table leaves out; empty where it is whole. */
  readonly note: string;
}

/** Fault windows listed at most. */
const FAULTS = 40;

/** Fault windows of the first replication. */
export function faultsTable({ comparison }: Report): ReportTable {
  const { faults } = comparison;
  const notable = notableFaults(comparison);
  const listed = (notable.length > 0 ? notable : faults).slice(0, FAULTS);
  const left = faults.length - listed.length;
  return {
    head: ["fault", "effect", "after", "for", "hosts"],
    rows: listed.map(({ label, kind, from, until, hosts }) => [
      label,
      kind,
      durationInWords(from),
      until > from ? durationInWords(until - from) : "an instant",
      hosts === 0 ? "the update server" : String(hosts),
    ]),
    note: left > 0 ? `${left} more windows strike few hosts each and are left out.` : "",
  };
}

/** Every figure of the scenario with where it comes from. */
export function assumptionsTable({ comparison }: Report): ReportTable {
  return {
    head: ["figure", "value", "source"],
    rows: comparison.scenario.assumptions.map(({ path, value, source }) => [
      path,
      value,
      source ?? "assumed",
    ]),
    note: "",
  };
}

/** What each metric means. */
export function glossaryTable({ comparison }: Report): ReportTable {
  return {
    head: ["metric", "unit", "meaning"],
    rows: comparison.metrics.map(({ title, unit, doc }) => [title, unit, doc]),
    note: "",
  };
}

/** What it takes to get these figures again. */
export function provenanceTable({ comparison }: Report): ReportTable {
  const { scenario, policies, version } = comparison;
  const events = policies.reduce((sum, policy) => sum + policy.events, 0);
  return {
    head: ["what", "value"],
    rows: [
      ["Shakedown", version],
      ["scenario", scenario.file],
      ["scenario hash", scenario.hash],
      ["seed", scenario.seed],
      ["horizon", durationInWords(scenario.horizon)],
      ["hosts", String(scenario.hosts)],
      ["containers", String(scenario.containers)],
      ["events simulated", events.toLocaleString("en-US")],
      ...policies.map(({ name, traceHash }) => [`trace hash of ${name}, replication 0`, traceHash]),
      [
        "reproduce",
        `shakedown run ${shellWord(scenario.file)} --seed ${shellWord(scenario.seed)} --replications ${scenario.replications}`,
      ],
    ],
    note: "",
  };
}
