/**
 * Which updates lead where: nothing is said of a release, edges are taken away instead. From a dead end none leads on, and none
 * leads to a release that is hidden from the host.
 *
 * @see coreos/fedora-coreos-cincinnati commons/src/policy.rs
 */
export function leads(fromDeadEnd: boolean, toHidden: boolean): boolean {
  return !fromDeadEnd && !toHidden;
}
