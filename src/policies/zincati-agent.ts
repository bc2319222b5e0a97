import type { SessionRule } from "../fleet/control/policy-contract.js";
import { share } from "../support/quantity.js";
import type { Time } from "../support/time.js";
import {
  JITTER_STEPS,
  jittered,
  POSTPONEMENT,
  POSTPONEMENTS,
  refreshDelay,
} from "../systems/zincati/machine.js";

/** What Zincati's strategies have in common: how often the agent asks, and how it waits for users. */

/** The setting: who is logged in when a host is about to reboot. */
export const loggedIn = () =>
  share()
    .prefault("0%")
    .describe(
      "Share of reboots that find a user logged in, who is waited for up to 10 times 1 min. Default 0%.",
    );

/** How long users hold a reboot up: all the postponements, as they do not leave. */
export function userSessions(share: number): SessionRule {
  return { share, wait: POSTPONEMENTS * POSTPONEMENT };
}

/** Mean time between two asks of a host that its strategy does not let reboot [ms]: 300 s and half of the jitter. */
export function meanRefresh(): Time {
  return jittered(refreshDelay("UpdateStaged", POSTPONEMENTS), JITTER_STEPS / 2);
}
