import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { VectorResult } from "./run-vectors.js";
import type { Vector } from "./vectors.js";

/** Checks closed forms, one in each worker thread at a time: nothing is shared, so the results are those of one thread. */
export async function runAll(vectors: readonly Vector[]): Promise<readonly VectorResult[]> {
  const workers = Math.max(1, Math.min(availableParallelism(), vectors.length));
  const pool = new Piscina({
    filename: fileURLToPath(new URL("./validation-worker.js", import.meta.url)),
    minThreads: workers,
    maxThreads: workers,
  });
  try {
    return await Promise.all(vectors.map((vector) => pool.run(vector) as Promise<VectorResult>));
  } finally {
    await pool.destroy();
  }
}
