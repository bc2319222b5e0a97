import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { build, type BuildFailure, type Plugin } from "esbuild";
import { loadOwnModules, type OwnModule, OwnPolicyError } from "../experiment/own-modules.js";
import type { CheckedPolicy } from "../policies/own-policy.js";
import { policyInput } from "../policies/policy-schema.js";
import { knownNames } from "../scenario/known-names.js";
import type { Scenario } from "../scenario/scenario.js";
import { wrongReferences } from "../scenario/wrong-references.js";
import { UsageError } from "./exit-code.js";

/** Policies that a user names on the command line as files. */

const MODULE = /\.[cm]?[jt]s$/;

/** Whether an argument of `--policy` is a file, not the name of a policy. */
export function isModule(argument: string): boolean {
  return MODULE.test(argument);
}

/** A scenario with policies of one's own besides its own, and the modules they come from. */
interface WithOwnPolicies {
  readonly scenario: Scenario;
  readonly modules: readonly OwnModule[];
  /** Names of the policies that were added. */
  readonly names: readonly string[];
}

/**
 * Adds policies of one's own to a scenario.
 *
 * @throws UsageError and OwnPolicyError with everything that is wrong with the files.
 */
export async function addOwnPolicies(
  scenario: Scenario,
  files: readonly string[],
): Promise<WithOwnPolicies> {
  if (files.length === 0) return { scenario, modules: [], names: [] };
  const folder = mkdtempSync(join(tmpdir(), "shakedown-policy-"));
  const modules: OwnModule[] = [];
  for (const [index, file] of files.entries()) {
    modules.push({ file, bundle: await bundleModule(file, folder, index) });
  }
  const policies = await loadOwnModules(modules);
  const taken = new Set(Object.keys(scenario.policies));
  for (const [index, { name }] of policies.entries()) {
    if (taken.has(name) && !isStandIn(scenario, name)) {
      throw new UsageError(
        `${files[index]!}: name: expected one that no policy of the scenario has, got "${name}"`,
      );
    }
    taken.add(name);
  }
  const wrong = policies.flatMap((policy, index) => wrongNames(scenario, policy, files[index]!));
  if (wrong.length > 0) throw new OwnPolicyError(wrong.join("\n"));
  const added = Object.fromEntries(policies.map(({ name, settings }) => [name, settings]));
  return {
    scenario: { ...scenario, policies: { ...scenario.policies, ...added } },
    modules,
    names: policies.map(({ name }) => name),
  };
}

/** What the settings of a policy name that the scenario does not have, one sentence each. */
function wrongNames(scenario: Scenario, { settings }: CheckedPolicy, file: string): string[] {
  const known = knownNames({ path: [], value: scenario });
  return wrongReferences(policyInput, { path: [], value: settings }, known).map(
    ({ path, message }) => `${file}: ${path.join(".")}: ${message}`,
  );
}

/** What stands in a kept scenario for a policy that only a file can give. */
export function standIn(file: string): { readonly description: string; readonly preset: string } {
  return { description: `${STANDS_FOR} ${file}`, preset: "coreos-immediate" };
}

const STANDS_FOR = "Stands for the policy of";

function isStandIn({ policies }: Scenario, name: string): boolean {
  return policies[name]?.description?.startsWith(STANDS_FOR) === true;
}

/** What a module may import besides its own files: this very Shakedown, and the zod it was made with. */
const thisOne: Plugin = {
  name: "shakedown-is-this-one",
  setup(bundling) {
    const provided: Readonly<Record<string, string>> = {
      shakedown: new URL("../index.js", import.meta.url).href,
      zod: import.meta.resolve("zod"),
    };
    bundling.onResolve({ filter: /^(shakedown|zod)$/ }, ({ path }) => ({
      path: provided[path]!,
      external: true,
    }));
  },
};

/** One file of plain JavaScript out of a module and what it imports. */
async function bundleModule(file: string, folder: string, index: number): Promise<string> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new UsageError(`${file}: expected a readable file, got none of that name`);
  }
  const outfile = join(folder, `${index}-${basename(file).replace(MODULE, "")}.mjs`);
  try {
    await build({
      entryPoints: [path],
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      outfile,
      logLevel: "silent",
      plugins: [thisOne],
    });
  } catch (error) {
    throw new OwnPolicyError(buildProblems(file, error as Partial<BuildFailure>), { cause: error });
  }
  return outfile;
}

/** What the bundler found, by line and column of the user's own files. */
function buildProblems(file: string, failure: Partial<BuildFailure>): string {
  const { errors = [] } = failure;
  if (errors.length === 0) return `${file}: ${failure.message ?? "cannot be read"}`;
  return errors
    .map(({ text, location }) =>
      location === null
        ? `${file}: ${text}`
        : `${location.file}:${location.line}:${location.column + 1}: ${text}`,
    )
    .join("\n");
}
