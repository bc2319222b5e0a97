import type { Quota } from "./control.js";

/** What an update server keeps count of before it grants. */
export interface QuotaState {
  readonly quota: Quota;
}

/** A server that has granted nothing yet. */
export function createQuota(quota: Quota): QuotaState {
  return { quota };
}
