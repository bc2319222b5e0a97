import { deflateRawSync } from "node:zlib";

/** Plain data as text that may stand in a script element: JSON, deflated, in base64. A browser inflates it by itself. */
export function packJson(data: unknown): string {
  return deflateRawSync(JSON.stringify(data), { level: 9 }).toString("base64");
}
