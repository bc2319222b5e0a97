import { ContainerPhase } from "./phases.js";

/** The state of all containers, a typed array per column. */
export interface ContainerColumns {
  readonly phase: Uint8Array;
  readonly cause: Uint8Array;
  readonly service: Uint16Array;
  /** Host it belongs to, or -1. */
  readonly host: Int32Array;
  /** Host that keeps room for it while it stops, or -1. */
  readonly destination: Int32Array;
  /** Links of its host's list, or of the queue of those without room. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** Makes pending events stale. */
  readonly epoch: Uint16Array;
  /** Starts so far: the occurrence of its draws. */
  readonly starts: Uint16Array;
  /** Failed starts in a row. */
  readonly failures: Uint8Array;
}

/** Columns for `n` containers that belong to no host yet. */
export function createContainerColumns(n: number): ContainerColumns {
  return {
    phase: new Uint8Array(n).fill(ContainerPhase.Serving),
    cause: new Uint8Array(n),
    service: new Uint16Array(n),
    host: new Int32Array(n).fill(-1),
    destination: new Int32Array(n).fill(-1),
    next: new Int32Array(n).fill(-1),
    previous: new Int32Array(n).fill(-1),
    epoch: new Uint16Array(n),
    starts: new Uint16Array(n),
    failures: new Uint8Array(n),
  };
}
