import type { CheckedPolicy } from "../policies/own-policy.js";
import type { ExternalController } from "../policies/policy-schema.js";
import type { RunPolicy } from "./run.js";

/**
 * Policies that are not made of stock parts alone. They are handed over by whoever reads modules and starts programs, once in
 * every thread: a scenario is plain data and names them only.
 */

const own = new Map<string, { readonly policy: CheckedPolicy; readonly file: string }>();

/** Makes a policy of one's own known in this thread, under the name that scenarios call it by. */
export function provideOwnPolicy(policy: CheckedPolicy, file: string): void {
  own.set(policy.name, { policy, file });
}

/** A policy of one's own by its name; undefined where there is none. */
export function ownPolicy(name: string): CheckedPolicy | undefined {
  return own.get(name)?.policy;
}

/** What a command line calls a policy by: its name, or the file it comes from. */
export function argumentOf(name: string): string {
  return own.get(name)?.file ?? name;
}

/** Connects a run to a program that decides. */
export type Connect = (name: string, controller: ExternalController) => RunPolicy<unknown>;

let connectWith: Connect | undefined;

/** Makes external controllers possible in this thread. */
export function provideControllers(connect: Connect): void {
  connectWith = connect;
}

/** A policy that asks a program. @throws Error where nobody has made that possible. */
export function externalPolicy(name: string, controller: ExternalController): RunPolicy<unknown> {
  if (connectWith === undefined) {
    throw new Error(`policy ${name}: no external controllers can be reached from here`);
  }
  return connectWith(name, controller);
}
