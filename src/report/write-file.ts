import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Writes a file whole or not at all: it is made beside its place and then renamed.
 *
 * @throws Error when it cannot be written; what was there before is still there.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const target = resolve(path);
  mkdirSync(dirname(target), { recursive: true });
  const draft = join(dirname(target), `.shakedown-${process.pid}.draft`);
  try {
    writeFileSync(draft, content);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
