import type { Path } from "../scenario/read-yaml.js";
import type { PolicySubject } from "./subject.js";

/** Where a policy says what its gate comes of: parts name the same things differently. */

/** Whether the groups of a policy share one lock. */
export function sharesLock({ groups }: Pick<PolicySubject, "groups">): boolean {
  return groups.some(({ gate }) => gate.lockScope === "cluster");
}

/** The time-out of the drain, from the policy on. */
export function drainField({ parts: { reboot } }: Pick<PolicySubject, "parts">): Path {
  for (const field of ["drainTimeout", "jobDeadline"]) {
    if (field in reboot.config) return ["reboot", field];
  }
  return "drain" in reboot.config ? ["reboot", "drain", "timeout"] : ["reboot"];
}

/** How many hosts may be on their way at once, from the policy on. */
export function limitField({ parts: { reboot } }: Pick<PolicySubject, "parts">): Path {
  const fields = ["max", "concurrency", "maxRebootingNodes", "maxConcurrentUpdates", "slots"];
  const field = [...fields, "maxUnavailable"].find((one) => one in reboot.config);
  return field === undefined ? ["reboot"] : ["reboot", field];
}

/** The times at which reboots may begin, from the policy on. */
export function windowField({ parts: { reboot } }: Pick<PolicySubject, "parts">): Path {
  const field = ["windows", "window"].find((one) => one in reboot.config);
  return field === undefined ? ["reboot"] : ["reboot", field];
}
