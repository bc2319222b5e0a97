/**
 * What update_engine remembers of the payload it is after: attempts, the URL it has come to, and failures of that URL in a row,
 * packed into one number so that a fleet keeps it in a column. An answer of the server that differs in anything clears it.
 *
 * @see coreos/update_engine src/update_engine/payload_state.cc
 */
export type PayloadState = number;

/** What the server said of the payload. */
export interface PayloadSource {
  /** URLs it can be had from, at least 1. */
  readonly urls: number;
  /** Failures of one URL in a row after which the next one is tried. */
  readonly maxFailuresPerUrl: number;
  readonly isDelta: boolean;
}

/** Longest back-off [days]. */
const LONGEST_DAYS = 16;
/** How far the earliest and the latest end of a back-off are apart [h]; half of it lies before the nominal end. */
export const BACK_OFF_FUZZ = 12;
/** Fields are 8 bits for the URL, 12 for its failures, 12 for attempts; counters stay at their largest value. */
const LARGEST = 0xfff;

/** Nothing tried yet. */
export const FRESH_PAYLOAD: PayloadState = 0;

function payload(attempt: number, url: number, failures: number): PayloadState {
  return Math.min(attempt, LARGEST) * 0x100000 + (Math.min(failures, LARGEST) << 8) + url;
}
/** Full payloads downloaded to the end, or given up at every URL [attempts]. */
export function payloadAttempts(state: PayloadState): number {
  return state >>> 20;
}
/** Index of the URL that is tried next. */
export function urlIndex(state: PayloadState): number {
  return state & 0xff;
}
/** Failures of that URL in a row. */
export function urlFailures(state: PayloadState): number {
  return (state >>> 8) & LARGEST;
}

/** A full payload has been downloaded to the end; deltas count no attempts. */
export function afterDownload(state: PayloadState, { isDelta }: PayloadSource): PayloadState {
  const attempts = payloadAttempts(state) + (isDelta ? 0 : 1);
  return payload(attempts, urlIndex(state), urlFailures(state));
}

/** Bytes have arrived: the URL works. */
export function afterBytes(state: PayloadState): PayloadState {
  return payload(payloadAttempts(state), urlIndex(state), 0);
}

/** An error that speaks against the URL or the payload itself (a hash or a signature that does not fit): the next URL. */
export function afterBadPayload(state: PayloadState, source: PayloadSource): PayloadState {
  const next = urlIndex(state) + 1;
  if (next < source.urls) return payload(payloadAttempts(state), next, 0);
  const attempts = payloadAttempts(state) + (source.isDelta ? 0 : 1);
  return payload(attempts, 0, 0);
}

/** An error of the network or of the server's HTTP: the URL gets more chances. */
export function afterTransferError(state: PayloadState, source: PayloadSource): PayloadState {
  const failures = urlFailures(state) + 1;
  if (failures >= source.maxFailuresPerUrl) return afterBadPayload(state, source);
  return payload(payloadAttempts(state), urlIndex(state), failures);
}

/** How long a host waits before it downloads a full payload after so many attempts [days]: 1, 2, 4, 8, then 16. */
export function backOffDays(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(1 << Math.min(attempts - 1, 30), LONGEST_DAYS);
}

/** Whether a host backs off at all: deltas never do, so that the full payload is reached soon. */
export function backsOff(attempts: number, isDelta: boolean): boolean {
  return attempts > 0 && !isDelta;
}
