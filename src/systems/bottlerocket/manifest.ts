/**
 * Which update of a Bottlerocket repository a host takes. Versions are numbers that compare like the versions they stand for.
 *
 * @see bottlerocket-os/bottlerocket-core-kit sources/updater/updog/src/main.rs, update_metadata/src/lib.rs
 */

/** An update in the manifest of a repository. */
export interface ManifestUpdate {
  readonly version: number;
  /** The highest version that anybody should run; lowering it takes a bad version back. */
  readonly max: number;
}

/** Adds an update. Its highest version, or else the greater of its own version and the present one, becomes that of all. */
export function addUpdate(
  updates: readonly ManifestUpdate[],
  version: number,
  max = Math.max(version, updates[0]?.max ?? version),
): ManifestUpdate[] {
  return [...setMaxVersion(updates, max), { version, max }];
}

/** Sets the highest version of every update. */
export function setMaxVersion(updates: readonly ManifestUpdate[], max: number): ManifestUpdate[] {
  return updates.map(({ version }) => ({ version, max }));
}

/** Whether anybody may take an update: nothing above the highest version is ever offered. */
export function isApplicable({ version, max }: ManifestUpdate): boolean {
  return version <= max;
}

/**
 * The update for a host that runs `current`: the highest that applies and is newer, or any that applies where the host runs more
 * than the highest version. A version that is asked for by name is taken if it applies, whatever the host runs.
 */
export function pickUpdate<Update extends ManifestUpdate>(
  updates: readonly Update[],
  current: number,
  asked?: number,
): Update | undefined {
  const highestFirst = updates.filter(isApplicable).sort((a, b) => b.version - a.version);
  if (asked !== undefined) return highestFirst.find(({ version }) => version === asked);
  return highestFirst.find(({ version, max }) => current < version || current > max);
}
