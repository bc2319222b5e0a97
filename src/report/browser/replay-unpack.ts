import { unpackColumns } from "../replay/columns.js";
import type { ReplayData, TrackData } from "../replay/replay-data.js";
import { Track } from "../replay/track.js";

/** Unpacks a track in the browser, which can inflate by itself. */
export async function unpackTrack(
  { packed, records, policy, detail }: TrackData,
  { hosts }: ReplayData,
): Promise<Track> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const inflated = new Uint8Array(await new Response(stream).arrayBuffer());
  return new Track(policy, detail, { columns: unpackColumns(inflated, records, hosts), hosts });
}
