import { durationText, parseDuration } from "../../support/duration-text.js";
import { SECOND } from "../../support/time.js";
import { withValue } from "../data-edit.js";
import type { Trial } from "../trial.js";

/** Ends the run as soon as the failure has shown itself: at its time, or by halving where it shows only at the end. */
export function cutTime(trial: Trial): void {
  const until = (horizon: number): boolean =>
    trial.accepts("cut time", withValue(trial.data, ["horizon"], durationText(horizon)));
  const end = horizonOf(trial);
  const shown = Math.ceil((trial.failure.time + 1) / SECOND) * SECOND;
  if (shown < end && until(shown)) return;
  let low = 0;
  for (let high = end; high - low > Math.max(SECOND, high / 64);) {
    const middle = Math.ceil((low + high) / 2 / SECOND) * SECOND;
    if (middle >= high) return;
    if (until(middle)) high = middle;
    else low = middle;
  }
}

function horizonOf({ data }: Trial): number {
  return parseDuration(String(data["horizon"])) ?? 0;
}
