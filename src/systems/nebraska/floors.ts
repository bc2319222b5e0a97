/**
 * The package an instance gets next: floors are versions that nobody may skip on the way to the channel's package.
 *
 * @param runs version of the instance; versions are numbers that compare like the versions they stand for.
 * @param floors in any order; those above `target` are ignored.
 * @returns the lowest floor above `runs`, or else `target`; undefined where the instance is there already.
 * @see flatcar/nebraska backend/pkg/api/internal/dbreads/packages_floors.go
 */
export function nextPackage(
  runs: number,
  floors: readonly number[],
  target: number,
): number | undefined {
  if (runs >= target) return undefined;
  let next = target;
  for (const floor of floors) if (floor > runs && floor < next) next = floor;
  return next;
}
