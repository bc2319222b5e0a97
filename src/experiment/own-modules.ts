import { InputError } from "../support/input-error.js";
import { pathToFileURL } from "node:url";
import { type CheckedPolicy, checkOwnPolicy } from "../policies/own-policy.js";
import { provideOwnPolicy } from "../simulation/own-policies.js";

/** Something is wrong with a module of one's own; the message lists everything. */
export class OwnPolicyError extends InputError {
  override readonly name = "OwnPolicyError";
}

/** A module of one's own, ready to be imported. */
export interface OwnModule {
  /** As the user wrote it. */
  readonly file: string;
  /** Plain JavaScript that can be imported as it is. */
  readonly bundle: string;
}

/**
 * Imports modules of one's own into this thread and makes their policies known.
 *
 * @throws OwnPolicyError with everything that is wrong with them.
 */
export async function loadOwnModules(modules: readonly OwnModule[]): Promise<CheckedPolicy[]> {
  const problems: string[] = [];
  const policies: CheckedPolicy[] = [];
  for (const module of modules) {
    const checked = await checkModule(module);
    if (!("resolved" in checked)) problems.push(...checked.map((one) => `${module.file}: ${one}`));
    else policies.push(checked);
  }
  if (problems.length > 0) throw new OwnPolicyError(problems.join("\n"));
  for (const [index, policy] of policies.entries()) provideOwnPolicy(policy, modules[index]!.file);
  return policies;
}

async function checkModule({ bundle }: OwnModule): Promise<CheckedPolicy | readonly string[]> {
  try {
    const imported = (await import(pathToFileURL(bundle).href)) as { default?: unknown };
    return checkOwnPolicy(imported.default);
  } catch (error) {
    return [`cannot be run: ${error instanceof Error ? error.message : String(error)}`];
  }
}
