import { arenas } from "./arenas.js";
import type { Row, Summary } from "./verdict.js";

/** The page about the mutants, docs/mutants.md. */

/** How the searches were done. */
export interface Terms {
  readonly runs: number;
  readonly repetitions: number;
}

/** The page as Markdown. */
export function pageOf(summary: Summary, terms: Terms): string {
  return `${[
    "# Mutants",
    "",
    "Proof that the oracles can fail. Each mutant is a bug that somebody could have written, planted in a copy of the sources of the",
    "simulator; nothing of it is in the package. `npm run mutants` hunts each with the chaos search, which knows of no bug: it draws faults",
    "of any kind for a fleet of 30 hosts, and stops when an invariant fires. A kill counts only if the invariant is one that the mutant",
    "names beforehand, and if the same searches find nothing without the mutant. `npm run mutants -- --write` writes this page.",
    "",
    ...linesOf(summary, terms).flatMap((line) => [`- ${line}`]),
    "",
    "| mutant | how it comes about | where | caught by | seeds | plain |",
    "| --- | --- | --- | --- | ---: | ---: |",
    ...summary.rows.map(markdownRow),
    "",
    "Seeds: runs until it was caught, each with a fault plan and luck of its own; the median of the searches. Plain: the same for a search",
    "that draws every plan anew from all kinds of faults, with neither swarm nor guidance. A dash: not caught.",
    "",
    "| where | what it is |",
    "| --- | --- |",
    ...Object.entries(arenas).map(([name, { about }]) => `| ${name} | ${about} |`),
  ].join("\n")}\n`;
}

/** The summary in a few lines. */
export function linesOf(
  { rows, killed, medianSeeds, survivors, guidance, ratio }: Summary,
  { runs, repetitions }: Terms,
): string[] {
  const share = ((100 * killed) / rows.length).toFixed(1);
  return [
    `Killed: ${killed} of ${rows.length} (${share} %), each within ${runs} seeds in most of ${repetitions} searches.`,
    `Median of the seeds that they need: ${shown(medianSeeds)}.`,
    `Survivors: ${survivors.length === 0 ? "none" : survivors.join(", ")}.`,
    `Swarm and guidance against plain random, paired over the mutants: seeds differ for ${guidance.n}, plain needs ${ratio.toFixed(2)} times as many for the one in the middle of them; Wilcoxon's signed-rank test, one-sided: p = ${pInWords(guidance.p)}.`,
  ];
}

function pInWords(p: number): string {
  return p < 1e-4 ? p.toExponential(1) : p.toFixed(4);
}

function markdownRow({ mutant, caughtBy, seeds, plainSeeds }: Row): string {
  const by = caughtBy.length === 0 ? mutant.caughtBy.join(", ") : caughtBy.join(", ");
  return `| ${mutant.name} | ${mutant.because} | ${mutant.arena} | ${by} | ${shown(seeds)} | ${shown(plainSeeds)} |`;
}

/** A number of seeds; a dash where there is none. */
export function shown(seeds: number): string {
  return Number.isFinite(seeds) ? String(seeds) : "–";
}
