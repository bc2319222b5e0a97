import { aboutToReboot } from "./about-to-reboot.js";
import type { BlockerKind } from "../blocker.js";
import { booting } from "./booting.js";
import { budget } from "./budget.js";
import { containerStopping } from "./container-stopping.js";
import { crashBackOff } from "./crash-back-off.js";
import { deadEnd } from "./dead-end.js";
import { deploymentStuck } from "./deployment-stuck.js";
import { downloadBackOff } from "./download-back-off.js";
import { downloading } from "./downloading.js";
import { draining } from "./draining.js";
import { evictionsRefused } from "./evictions-refused.js";
import { fallsBack } from "./falls-back.js";
import { halted } from "./halted.js";
import { hostDown } from "./host-down.js";
import { installFails } from "./install-fails.js";
import { lock } from "./lock.js";
import { lockKept } from "./lock-kept.js";
import { lockLine } from "./lock-line.js";
import { lockOutOfReach } from "./lock-out-of-reach.js";
import { lockUsedUp } from "./lock-used-up.js";
import { nextCheck } from "./next-check.js";
import { noAutomaticReboot } from "./no-automatic-reboot.js";
import { noPower } from "./no-power.js";
import { noRoom } from "./no-room.js";
import { notOffered } from "./not-offered.js";
import { notPicked } from "./not-picked.js";
import { offerUsedUp } from "./offer-used-up.js";
import { quota } from "./quota.js";
import { refusedByHost } from "./refused-by-host.js";
import { serverOutOfReach } from "./server-out-of-reach.js";
import { serverOverloaded } from "./server-overloaded.js";
import { session } from "./session.js";
import { turn } from "./turn.js";
import { unknown } from "./unknown.js";
import { unreadyReplica } from "./unready-replica.js";
import { unwellHosts } from "./unwell-hosts.js";
import { offerEnds, soak, waitsForReports } from "./waits-for-reports.js";
import { window } from "./window.js";

/** Every kind of blocker, in the order in which they are asked: what is nearest to the host first. */
export const blockerKinds: readonly BlockerKind[] = [
  // The host itself.
  noPower,
  hostDown,
  booting,
  // It has its update and waits for the reboot.
  noAutomaticReboot,
  lockOutOfReach,
  unwellHosts,
  lockUsedUp,
  lock,
  // It is being drained, or would be.
  evictionsRefused,
  budget,
  unreadyReplica,
  noRoom,
  containerStopping,
  draining,
  // It has its update, and there is a lock to be had.
  crashBackOff,
  lockLine,
  window,
  session,
  notPicked,
  aboutToReboot,
  // It takes its update.
  serverOutOfReach,
  downloading,
  deploymentStuck,
  // It is offered none.
  notOffered,
  refusedByHost,
  deadEnd,
  halted,
  offerUsedUp,
  soak,
  waitsForReports,
  offerEnds,
  turn,
  // It is offered one and does not get it, or not to the end.
  quota,
  serverOverloaded,
  installFails,
  downloadBackOff,
  fallsBack,
  nextCheck,
  // It holds the lock without a reason.
  lockKept,
  unknown,
];
