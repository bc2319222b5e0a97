import type { DrawnReleases } from "../experiment/comparison.js";

/** That releases differ between replications and by how much; nothing where they do not. */
export function drawnReleasesInWords(drawn: DrawnReleases | undefined): readonly string[] {
  if (drawn === undefined) return [];
  const { released, bad } = drawn;
  return [
    `Releases are drawn anew in each replication, the same for every policy: ${spread(released)} of trains, of which ${spread(bad)} ${bad.length === 1 && bad[0] === 1 ? "is" : "are"} bad. Charts mark those of replication 0.`,
  ];
}

/** `52`, or `2.6 (0 to 7)`: the mean, and the least and the most. */
function spread(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least === most) return String(least);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return `${Number(mean.toPrecision(3))} (${least} to ${most})`;
}
