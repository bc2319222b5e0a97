import { unpackColumns } from "../replay/columns.js";
import type { ReplayData, TrackData } from "../replay/replay-data.js";
import { Track } from "../replay/track.js";
import { inflate } from "./inflate.js";

/** Unpacks a track in the browser, which can inflate by itself. */
export async function unpackTrack(
  { packed, records, policy, detail }: TrackData,
  { hosts }: ReplayData,
): Promise<Track> {
  const columns = unpackColumns(await inflate(packed), records, hosts);
  return new Track(policy, detail, { columns, hosts });
}
