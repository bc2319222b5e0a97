import { SemVer } from "semver";

/** Versions as people write them, ranked: the rules under test compare numbers. */

/** Numbers that compare like the versions; build metadata does not count. Versions that are equal get the same number. */
export function rankVersions(versions: readonly string[]): (version: string) => number {
  const order = [...new Set(versions)]
    .map((text) => ({ text, version: new SemVer(text) }))
    .sort((a, b) => a.version.compare(b.version));
  const ranks = new Map<string, number>();
  let rank = -1;
  for (const [index, { text, version }] of order.entries()) {
    const before = order[index - 1];
    if (before === undefined || version.compare(before.version) !== 0) rank += 1;
    ranks.set(text, rank);
  }
  return (version) => ranks.get(version)!;
}
