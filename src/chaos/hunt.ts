import type { Scenario } from "../scenario/scenario.js";
import { certify } from "./certificate.js";
import { caseOf, type ChaosCase, scenarioOf } from "./chaos-case.js";
import type { Settings } from "./data-edit.js";
import { type Failure, identityOf } from "./failure.js";
import { type FoundFile, foundFile } from "./found-file.js";
import { invariantsHold, invariantsHoldWithoutUpdates } from "./judge-case.js";
import type { KnownFinding } from "./known-findings.js";
import { type Finding, search, type SearchResult } from "./search.js";
import { shrink } from "./shrink.js";

/** A search under one policy from its seed to findings that are certified, and sorted by what is known of them. */

/** What is searched. */
export interface Quarry {
  /** The scenario as its file writes it, with the seed that is used. */
  readonly raw: Settings;
  readonly policy: string;
  /** How it is searched, and what is accepted. */
  readonly chaos: Scenario["chaos"];
  /** Policy invariants that the runs are held against. */
  readonly invariants: readonly string[];
  /** Findings of earlier runs. */
  readonly known: readonly KnownFinding[];
  /** Where findings are kept, for the line that reproduces them. */
  readonly folder: string;
  /** Added to that line. */
  readonly moduleFile?: string | undefined;
}

/** A finding that is new. */
export interface News {
  readonly identity: string;
  readonly found: FoundFile;
  /** What does not hold, and whose luck the world has. */
  readonly invariant: string;
  readonly replication: number;
  /** Position of the run in the search, from 1. */
  readonly run: number;
}

/** What became of a search under one policy. */
export interface Hunt {
  readonly policy: string;
  readonly result: SearchResult;
  readonly news: readonly News[];
  /** Identities that were found and are kept already. */
  readonly persisting: readonly string[];
  /** Identities that were found and that the scenario accepts, with the reason. */
  readonly accepted: readonly { readonly identity: string; readonly reason: string }[];
  /** Identities of what happens without any update too: no policy could have saved it. */
  readonly inherent: readonly string[];
  /** Faults that the scenario names, and that never took effect. */
  readonly unfired: readonly string[];
  /** Goals that the scenario names, and that were never reached. */
  readonly missed: readonly string[];
}

/** How a hunt is done. */
export interface HuntOptions {
  readonly runs: number;
  readonly workers: number;
  readonly stop?: () => boolean;
  readonly onRound?: (runs: number) => void;
}

/** Searches, shrinks and certifies. Nothing is written. */
export async function hunt(quarry: Quarry, options: HuntOptions): Promise<Hunt> {
  const { raw, policy, invariants, known, chaos } = quarry;
  const scenario = scenarioOf(caseOf({ ...raw, invariants }, { policy, replication: 0 }))!;
  const searched = { ...scenario, chaos };
  const result = await search(searched, { ...options, policy, seed: scenario.seed });
  const old = new Set(known.filter((one) => one.policy === policy).map((one) => one.identity));
  const fresh: Finding[] = [];
  const persisting: string[] = [];
  const accepted: { identity: string; reason: string }[] = [];
  for (const finding of result.findings) {
    const identity = identityOf(finding.failure);
    const reason = acceptance(chaos, policy, finding.failure);
    if (reason !== undefined) accepted.push({ identity, reason });
    else if (old.has(identity)) persisting.push(identity);
    else fresh.push(finding);
  }
  const tried = fresh.map((finding) => pursue(quarry, finding));
  return {
    policy,
    result,
    news: tried.flatMap((one) => ("found" in one ? one : [])),
    persisting,
    accepted,
    inherent: tried.flatMap((one) => ("found" in one ? [] : one.identity)),
    unfired: unfired(searched, result),
    missed: chaos.goals.filter((goal) => !result.reached.includes(goal)),
  };
}

/** Why a finding is accepted; undefined where it is not. */
function acceptance(
  { accept }: Scenario["chaos"],
  policy: string,
  { invariant }: Failure,
): string | undefined {
  return accept.find(
    (one) => one.invariant === invariant && (one.policies?.includes(policy) ?? true),
  )?.reason;
}

/** Faults that were asked for by name and came to nothing. */
function unfired({ faults: given, chaos }: Scenario, { fired }: SearchResult): readonly string[] {
  const labels = given.map(({ kind, ...settings }) => {
    const { name } = settings as { readonly name?: string };
    return name ?? kind;
  });
  return [...new Set([...labels, ...(chaos.faults ?? [])])].filter((one) => !fired.includes(one));
}

/** A case whose policies are as they were: what stands in for a policy of one's own says so. */
function withPolicies({ data, replication }: ChaosCase, raw: Settings): ChaosCase {
  return { data: { ...data, policies: raw["policies"] }, replication };
}

/** Shrinks a finding and certifies it, unless it is nobody's fault. */
function pursue(quarry: Quarry, { failure, job, run }: Finding): News | { identity: string } {
  const { raw, policy, folder, moduleFile } = quarry;
  const identity = identityOf(failure);
  // The kept file is held against the one invariant that fails, so that running it shows the failure and nothing else.
  const invariants = quarry.invariants.filter((name) => name === failure.invariant);
  const start = caseOf({ ...raw, invariants }, { policy, replication: job.replication }, job.plan);
  const shrunk = shrink(start, failure);
  const { smallest } = shrunk;
  const scenario = scenarioOf(smallest)!;
  const idle = invariantsHoldWithoutUpdates(scenario, smallest.replication);
  if (idle.failures.some((one) => identityOf(one) === identity)) return { identity };
  const note = {
    scenario: String(raw["name"]),
    policy,
    replication: smallest.replication,
    invariant: failure.invariant,
    subject: failure.subject,
    traceHash: invariantsHold(scenario, smallest.replication).hash,
  };
  const certificate = certify(shrunk);
  const kept = moduleFile === undefined ? smallest : withPolicies(smallest, raw);
  const found = foundFile({ ...shrunk, smallest: kept }, certificate, { note, folder, moduleFile });
  const { invariant } = failure;
  return { identity, found, invariant, replication: smallest.replication, run };
}
