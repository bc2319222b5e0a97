import { createUpdateGroup, type UpdateGroup } from "../../systems/nebraska/update-group.js";
import type { Quota } from "../control/policy-contract.js";

/** What an update server keeps count of before it grants. */
export interface QuotaState {
  readonly quota: Quota;
  /** Its group: instances are the hosts of the group in their order, versions are releases. */
  readonly updates: UpdateGroup;
}

/** A server that has granted nothing yet. */
export function createQuota(quota: Quota, hosts: number): QuotaState {
  const { max, period, timeout, safeMode } = quota;
  return {
    quota,
    updates: createUpdateGroup({ enabled: true, safeMode, period, max, timeout }, hosts),
  };
}
