import { z } from "zod";
import {
  askedInterval,
  earliestDelay,
  intervalFuzz,
  latestDelay,
  nextInterval,
} from "../../systems/update-engine/check-interval.js";
import { asksForFull } from "../../systems/update-engine/delta.js";
import {
  afterBadPayload,
  afterBytes,
  afterDownload,
  afterTransferError,
  BACK_OFF_FUZZ,
  backOffDays,
  backsOff,
  FRESH_PAYLOAD,
  payloadAttempts,
  type PayloadSource,
  type PayloadState,
  urlFailures,
  urlIndex,
} from "../../systems/update-engine/payload.js";
import { type Adapter, operation } from "../adapter.js";

const number = z.number();

/** When update_engine checks. */
export const updateEngineSchedule: Adapter = {
  family: "update_engine.schedule",
  operations: {
    nextInterval: operation(
      z.object({ poll: number.default(0), http: number.default(200), last: number.default(0) }),
      ({ poll, http, last }) => {
        const asked = askedInterval(poll, http, last);
        return { interval: nextInterval(asked), fuzz: intervalFuzz(asked) };
      },
    ),
    firstDelayRange: operation(z.object({ initial: number, fuzz: number }), ({ initial, fuzz }) =>
      delays(initial, fuzz),
    ),
    delayRange: operation(z.object({ interval: number, fuzz: number }), ({ interval, fuzz }) =>
      delays(interval, fuzz),
    ),
  },
};

function delays(interval: number, fuzz: number) {
  return { min: earliestDelay(interval, fuzz), max: latestDelay(interval, fuzz) };
}

/** What update_engine remembers of a payload. */
export const updateEngineBackOff: Adapter = {
  family: "update_engine.backoff",
  operations: {
    fullPayloadBackoffDays: operation(z.object({ attempt: number }), ({ attempt }) => ({
      days: backOffDays(attempt),
      fuzzHours: BACK_OFF_FUZZ,
    })),
    shouldBackoff: operation(
      z.object({
        attempts: number,
        delta: z.boolean().default(false),
        // One setting, as the response, the test and the server spell it.
        disabled: z.boolean().default(false),
        disableBackoff: z.boolean().default(false),
        disablePayloadBackoff: z.boolean().default(false),
        officialBuild: z.boolean().default(true),
      }),
      ({ attempts, delta, officialBuild, ...off }) => {
        const enabled = officialBuild && !Object.values(off).includes(true);
        return { backoff: enabled && backsOff(attempts, delta) };
      },
    ),
    payloadState: operation(
      z.object({
        urls: number,
        maxFailuresPerUrl: number,
        delta: z.boolean().default(false),
        events: z.array(z.string()),
      }),
      ({ urls, maxFailuresPerUrl, delta, events }) => {
        const source = { urls, maxFailuresPerUrl, isDelta: delta };
        let state: PayloadState = FRESH_PAYLOAD;
        const trace = events.map((event) => {
          state = afterEvent(state, event, source);
          const attempts = payloadAttempts(state);
          return [attempts, urlIndex(state), urlFailures(state), backsOff(attempts, delta)];
        });
        return { trace };
      },
    ),
  },
};

/** Errors after which the next URL is tried, as `payload_state.cc` sorts them. */
const BAD_PAYLOAD = [
  "payloadHashMismatch",
  "payloadSizeMismatch",
  "payloadVerification",
  "payloadPubKeyVerification",
  "signedDeltaPayloadExpected",
  "invalidMetadataMagicString",
  "signatureMissingInManifest",
  "manifestParse",
  "metadataSignature",
  "metadataSignatureVerification",
  "metadataSignatureMismatch",
  "metadataSignatureMissing",
  "invalidMetadataSize",
  "invalidMetadataSignature",
  "operationHashVerification",
  "operationExecution",
  "operationHashMismatch",
  "operationHashMissing",
];

/** Errors that leave the URL its chance. */
const TRANSFER = ["error", "downloadTransfer", "downloadWrite", "downloadStateInitialization"];

/** Errors before the download or after it, which say nothing of it. */
const NEITHER = [
  "omahaRequest",
  "omahaResponseHandler",
  "omahaRequestEmptyResponse",
  "omahaRequestXMLParse",
  "omahaResponseInvalid",
  "omahaUpdateIgnoredPerPolicy",
  "omahaUpdateDeferredPerPolicy",
  "omahaUpdateDeferredForBackoff",
  "postinstallRunner",
  "filesystemCopier",
  "installDeviceOpen",
  "kernelDeviceOpen",
  "newPartitionInfo",
  "newRootfsVerification",
  "newKernelVerification",
];

function afterEvent(state: PayloadState, event: string, source: PayloadSource): PayloadState {
  if (event === "newResponse") return FRESH_PAYLOAD;
  if (event === "bytesDownloaded") return afterBytes(state);
  if (event === "downloadComplete") return afterDownload(state, source);
  const error = plainName(event);
  if (BAD_PAYLOAD.includes(error)) return afterBadPayload(state, source);
  if (TRANSFER.includes(error) || /^http\d+$/.test(error)) return afterTransferError(state, source);
  if (NEITHER.includes(error)) return state;
  throw new Error(`expected an event of payload_state.cc, got ${event}`);
}

/** The name of an error without the words that upstream hangs on to most: download before, error behind. */
function plainName(event: string): string {
  const error = event.replace(/(?<=.)Error$/, "");
  if (TRANSFER.includes(error)) return error;
  const short = error.replace(/^download/, "");
  return short.charAt(0).toLowerCase() + short.slice(1);
}

/** From deltas to the full payload. */
export const updateEngineDelta: Adapter = {
  family: "update_engine.delta",
  operations: {
    forceFull: operation(z.object({ deltaFailures: number }), ({ deltaFailures }) => ({
      requestFull: asksForFull(deltaFailures),
    })),
  },
};
