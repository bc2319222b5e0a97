import { describe, expect, it } from "vitest";
import {
  afterBadPayload,
  afterBytes,
  afterDownload,
  afterTransferError,
  backOffDays,
  FRESH_PAYLOAD,
  payloadAttempts,
  urlFailures,
  urlIndex,
} from "../../../src/systems/update-engine/payload.js";

const two = { urls: 2, maxFailuresPerUrl: 3, isDelta: false };
const read = (state: number) => [payloadAttempts(state), urlIndex(state), urlFailures(state)];

describe("what update_engine remembers of a payload", () => {
  it("counts an attempt for each full payload that is downloaded, and none for a delta", () => {
    expect(read(afterDownload(FRESH_PAYLOAD, two))).toEqual([1, 0, 0]);
    expect(read(afterDownload(FRESH_PAYLOAD, { ...two, isDelta: true }))).toEqual([0, 0, 0]);
  });

  it("goes round the URLs of a delta without ever counting an attempt", () => {
    let state = FRESH_PAYLOAD;
    for (let i = 0; i < 7; i++) state = afterBadPayload(state, { ...two, isDelta: true });
    expect(read(state)).toEqual([0, 1, 0]);
  });

  it("gives a URL its failures in a row, and forgets them with the first byte", () => {
    let state = afterTransferError(afterTransferError(FRESH_PAYLOAD, two), two);
    expect(read(state)).toEqual([0, 0, 2]);
    state = afterTransferError(afterBytes(state), two);
    expect(read(state)).toEqual([0, 0, 1]);
  });

  it("keeps its counts apart however large they get", () => {
    const one = { urls: 1, maxFailuresPerUrl: 5_000, isDelta: false };
    let state = FRESH_PAYLOAD;
    for (let i = 0; i < 5_000; i++) state = afterDownload(state, one);
    for (let i = 0; i < 4_500; i++) state = afterTransferError(state, one);
    expect(read(state)).toEqual([4_095, 0, 4_095]);
  });

  it("backs off for 16 days at most, also after more attempts than a word has bits", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 31, 32, 33, 1_000].map(backOffDays)).toEqual([
      0, 1, 2, 4, 8, 16, 16, 16, 16, 16, 16,
    ]);
  });
});
