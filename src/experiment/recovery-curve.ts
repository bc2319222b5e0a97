import { survivalCurve } from "../stats/survival.js";
import { SECOND } from "../support/time.js";
import type { RecoveryCurve } from "./comparison.js";
import type { ReplicationRow } from "./replication-row.js";

/** Times of the curve. */
const TIMES = 72;

/** How long the boot-failure episodes of a policy last, those open at the horizon among them; null where none began. */
export function recoveryCurve(
  rows: readonly ReplicationRow[],
  horizon: number,
): RecoveryCurve | null {
  const lifetimes = rows.map(({ samples }) => ({
    ended: samples["recovery-time"] ?? [],
    open: samples["recovery-time.open"] ?? [],
  }));
  const open = lifetimes.reduce((sum, { open: ages }) => sum + ages.length, 0);
  const episodes = lifetimes.reduce((sum, { ended }) => sum + ended.length, open);
  if (episodes === 0) return null;
  const times = Array.from({ length: TIMES }, (_, i) =>
    Math.round(SECOND * (Math.max(2 * SECOND, horizon) / SECOND) ** (i / (TIMES - 1))),
  );
  return { times, ...survivalCurve(lifetimes, times), episodes, open };
}
