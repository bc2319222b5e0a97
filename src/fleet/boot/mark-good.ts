import { SECOND } from "../../support/time.js";
import { withTries } from "../../systems/loaders/attributes.js";
import { enterFirmware } from "./boot.js";
import { effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { isDeploying } from "../update/is-mender-deploying.js";
import { isHealthy } from "./health-check.js";
import { NO_RELEASE, Trouble } from "../state/host-columns.js";
import { mechanismOf } from "../mechanisms/index.js";
import { Cause, HostPhase } from "../state/phases.js";
import { goDown } from "./power.js";
import { addTrouble } from "../people/trouble.js";
import { reachStep } from "../update/update-steps.js";
import { groupOf, scheduleIn, type World } from "../state/world.js";

/** The moment at which somebody says whether a new image is good. */

/** A boot has stayed up for the mark-good time: it is good, unless a health check says otherwise. */
export function onMarkGood(world: World, host: number): void {
  if (isDeploying(world, host)) return;
  reachStep(world, host, "mark-good");
  const running = world.state.hosts.running[3 * host]!;
  if (effectOn(world, host, "never-marked-good", running) !== undefined) return;
  const { markGoodRule } = world.model.groups[groupOf(world, host)]!.mechanism;
  const checks = markGoodRule === "health" || markGoodRule === "commit";
  if (checks && world.state.hosts.phase[host] === HostPhase.Runtime) {
    // Nothing can be said of a runtime that is still starting: checks wait for it.
    const epoch = world.state.hosts.lifeEpoch[host]! | 0;
    scheduleIn(world, PATIENCE, Event.MarkGood, host, epoch);
    return;
  }
  if (checks && !isHealthy(world, host)) checkFailed(world, host);
  else mechanismOf(world, host).markGood(world, host);
}

/** How long a check waits before it looks again [ms]; assumed. */
const PATIENCE = SECOND;

/** A health check has failed: the host reboots, and its loader decides; or it goes back at once. */
function checkFailed(world: World, host: number): void {
  const { hosts } = world.state;
  const { failedCheck } = world.model.groups[groupOf(world, host)]!.mechanism;
  // Greenboot does not reboot a host that has only the one entry.
  if (hosts.trial[host] === NO_RELEASE) return;
  addTrouble(world, host, Trouble.Boot, Cause.Defect);
  goDown(world, host, HostPhase.ShuttingDown, Cause.Defect);
  if (failedCheck === "roll-back") giveUp(world, host);
  enterFirmware(world, host, Cause.Defect);
}

/** The running slot gets no further try. */
function giveUp(world: World, host: number): void {
  const { activeSlot, slotAttributes: words } = world.state.hosts;
  const at = 2 * host + activeSlot[host]!;
  words[at] = withTries(words[at]!, 0);
}
