import { createHash } from "node:crypto";
import { version } from "../version.js";

/** Name of the manifest in a report's folder. It is written last: a folder without it is half-written. */
export const MANIFEST = "manifest.json";

/** The page in a report's folder. It holds the replay too, where there is one: twice would be half of a folder. */
export const PAGE = "report.html";

/** Where earlier versions kept the replay. */
export const OLD_REPLAY = "replay.json";

/** Version of the layout of a report's folder. */
export const FOLDER_SCHEMA = "shakedown.folder/v1";

/** A file of a report as it was written. */
interface ListedFile {
  /** Path in the folder, with slashes. */
  readonly path: string;
  /** [bytes] */
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** SHA-256 of a file's content, 64 hex digits. */
export function fingerprint(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** What a report's folder holds, so that a changed or missing file is noticed. */
export function renderManifest(files: ReadonlyMap<string, string | Uint8Array>): string {
  const listed: ListedFile[] = [...files].map(([path, content]) => ({
    path,
    bytes: Buffer.byteLength(content),
    sha256: fingerprint(content),
  }));
  return `${JSON.stringify({ schema: FOLDER_SCHEMA, version, files: listed }, null, 1)}\n`;
}
