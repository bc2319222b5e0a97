import { writeWhole } from "../report/write-file.js";
import { UsageError } from "./exit-code.js";

/**
 * Writes a file that the user asked for, whole or not at all. A full disk or a wrong place is theirs to change, no bug.
 *
 * @throws UsageError naming the file and why it cannot be written.
 */
export function writeAsked(file: string, content: string | Uint8Array): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}: expected a file that can be written: ${reason}`, {
      cause: error,
    });
  }
}
