import { inflateRawSync } from "node:zlib";
import { z } from "zod";
import { ReplayFormatError, unpackColumns } from "./columns.js";
import { DETAILS, REPLAY_SCHEMA, type ReplayData } from "./replay-data.js";
import { Track } from "./track.js";

/** Most bytes of a track before compression: nobody unpacks gigabytes from a small file. */
const MOST_BYTES = 64_000_000;

const count = z.number().int().nonnegative();

const schema = z
  .object({
    schema: z.literal(REPLAY_SCHEMA),
    hash: z.string(),
    seed: z.string(),
    replication: count,
    horizon: z.number().positive(),
    hosts: count.max(1_000_000),
    zones: z.array(z.string()),
    zoneRuns: z.array(count),
    groups: z.array(z.object({ name: z.string(), first: count, hosts: count })),
    releases: z.array(z.string()),
    faults: z.array(
      z.object({ label: z.string(), from: z.number(), until: z.number(), hosts: count }),
    ),
    tracks: z.array(
      z.object({
        policy: z.string(),
        detail: z.enum(DETAILS),
        records: count,
        bytes: count.max(MOST_BYTES),
        packed: z.base64(),
      }),
    ),
    omitted: z.array(z.string()),
  })
  .refine(hasZoneForEachHost, "the zones are not those of its hosts");

/** Every host has a zone, and that zone exists. */
function hasZoneForEachHost({
  zones,
  zoneRuns,
  hosts,
}: Pick<ReplayData, "zones" | "zoneRuns" | "hosts">): boolean {
  const known = zoneRuns.every((value, i) => i % 2 === 1 || value < zones.length);
  const placed = zoneRuns.reduce((sum, value, i) => (i % 2 === 1 ? sum + value : sum), 0);
  return known && placed === hosts;
}

/**
 * Reads a replay that was written, and looks into every track.
 *
 * @throws ReplayFormatError saying what is wrong with it.
 */
export function parseReplay(data: unknown): ReplayData {
  const result = schema.safeParse(data);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ReplayFormatError(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown"}`);
  }
  for (const track of tracksOf(result.data)) track.seek(result.data.horizon);
  // As it was read, not as it was checked: the order of its fields is that of the bytes that were written.
  return data as ReplayData;
}

/**
 * The tracks of a replay, ready to be moved.
 *
 * @throws ReplayFormatError where one of them is not what was written.
 */
export function tracksOf(data: ReplayData): Track[] {
  return data.tracks.map(({ policy, detail, records, bytes, packed }) => {
    const unpacked = inflated(packed, bytes);
    const columns = unpackColumns(unpacked, records, data.hosts);
    return new Track(policy, detail, { columns, hosts: data.hosts });
  });
}

function inflated(packed: string, bytes: number): Uint8Array {
  try {
    // One more than there should be, so that too much is noticed.
    return inflateRawSync(Buffer.from(packed, "base64"), { maxOutputLength: bytes + 1 });
  } catch (error) {
    throw new ReplayFormatError("a track cannot be unpacked", { cause: error });
  }
}
