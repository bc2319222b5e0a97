import { join } from "node:path";
import type { Attack } from "../chaos/adversary.js";
import { reproduceLine } from "../chaos/found-file.js";
import type { Hunt, Quarry } from "../chaos/hunt.js";

/** What a search found, in lines for a terminal. */

const ENDS = {
  runs: "all of them done",
  saturated: "then nothing new came up any more",
  stopped: "then it was stopped",
} as const;

/** Prints the outcome of a search under one policy. */
export function printHunt(hunt: Hunt, { folder, moduleFile }: Quarry): void {
  const { policy, result, news, persisting, accepted, inherent, unfired, missed } = hunt;
  const { runs, coverage, ended, vacuous, reached } = result;
  print(`${policy}: ${runs} runs, ${coverage} states of hosts under faults seen, ${ENDS[ended]}`);
  if (reached.length > 0) print(`  seen: ${reached.join(", ")}`);
  for (const { identity, reason } of accepted) print(`  accepted: ${identity} (${reason})`);
  for (const identity of persisting) print(`  persisting: ${identity}`);
  for (const identity of inherent) {
    print(`  no policy's fault: ${identity} happens without any update too`);
  }
  for (const { found, run } of news) {
    const file = join(folder, found.name);
    print(`  new, in run ${run}: ${found.story.join("\n    ")}`);
    print(`    kept in ${file}\n    reproduce: ${reproduceLine(file, moduleFile)}`);
  }
  for (const name of unfired)
    print(`  ${name} never took effect: this search proves nothing of it`);
  for (const goal of missed) print(`  goal never reached: ${goal}`);
  const rest = vacuous.filter((kind) => !unfired.includes(kind));
  if (rest.length > 0) print(`  drawn, and without effect on this policy: ${rest.join(", ")}`);
  if (news.length === 0) print("  nothing new found");
}

/** Prints what an adversary came to. */
export function printAttack({ policy, output, runs, quiet, worst, shrunk, story }: Attack): void {
  print(`${policy}: ${runs} runs`);
  if (worst === null) {
    print(`  ${output} applies to none of them`);
    return;
  }
  print(`  ${output} without faults ${figure(quiet)}, at worst ${figure(worst)}`);
  if (story.length === 0) print("  no faults make it worse");
  else print(`  for ${figure(shrunk)} it takes\n${story.map((line) => `    ${line}`).join("\n")}`);
}

function figure(value: number | null): string {
  return value === null ? "none" : value.toLocaleString("en", { maximumSignificantDigits: 4 });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
