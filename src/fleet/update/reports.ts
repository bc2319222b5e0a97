import { Purpose } from "../../random/purposes.js";
import { firesOn, slowed, effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { HostFlag, Trouble } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { ReportStatus } from "../state/phases.js";
import { quotaReported } from "./quota.js";
import { countInStage, StageField } from "./stages.js";
import { TransitionKind } from "../state/transitions.js";
import { wakePolicy } from "../control/wake.js";
import {
  draw,
  drawTime,
  emit,
  groupOf,
  scheduleIn,
  type Offer,
  type World,
} from "../state/world.js";

/** What hosts tell the update server. It may come late, never, or be wrong; only this reaches a policy. */

/**
 * Sends a report. Where the reports link is cut it is kept and sent when the link is back (the newest only); otherwise it is
 * lost with the agent's `reportLoss` or because the host has no network, or arrives after its `reportDelay`, perhaps twice.
 *
 * @param release the release that is reported on; -1 is "older than all".
 */
export function sendReport(
  world: World,
  host: number,
  status: ReportStatus,
  release: number,
): void {
  const { hosts } = world.state;
  if (status === ReportStatus.Updating) setFlag(world, host, HostFlag.ReportOpen);
  if (hasNoNetwork(world, host)) return;
  if (hosts.cutReports[host]! > 0) {
    firesOn(world, host, "cut");
    setFlag(world, host, HostFlag.MissedReport);
    return;
  }
  const agent = world.model.groups[groupOf(world, host)]!.agent;
  const occurrence = hosts.boots[host]! * 4 + status;
  if (agent.reportLoss > 0 && draw(world, Purpose.ReportLoss, host, occurrence) < agent.reportLoss)
    return;
  if (isLostOnTheWay(world, host, occurrence)) return;
  const drawn = drawTime(world, agent.reportDelay, Purpose.ReportDelay, host, occurrence);
  const delay = delayOnTheWay(world, host, drawn);
  const report = ((release + 1) << 2) | toldStatus(world, host, status);
  scheduleIn(world, delay, Event.ReportArrives, host, report);
  const repeats = effectOn(world, host, "reports-repeated", hosts.running[3 * host]!)?.amount ?? 0;
  for (let n = 0; n < repeats; n++) {
    scheduleIn(world, delay + (n + 1) * REPEAT_AFTER, Event.ReportArrives, host, report);
  }
  if (agent.reportDuplicates === 0) return;
  const u = draw(world, Purpose.ReportDuplicate, host, 2 * occurrence);
  if (u >= agent.reportDuplicates) return;
  const later = agent.reportDelay.at(
    draw(world, Purpose.ReportDuplicate, host, 2 * occurrence + 1),
  );
  scheduleIn(world, delay + Math.floor(later + 0.5), Event.ReportArrives, host, report);
}

/** From a report to its repetition [ms]; assumed: a client's time-out. */
const REPEAT_AFTER = 30_000;

/** Whether a fault loses this report. */
function isLostOnTheWay(world: World, host: number, occurrence: number): boolean {
  const effect = effectOn(world, host, "reports-lost", world.state.hosts.running[3 * host]!);
  if (effect === undefined) return false;
  return draw(world, Purpose.FaultOfReport, host, occurrence) < (effect.amount ?? 1);
}

/** From sending to arrival, with what faults add [ms]. */
function delayOnTheWay(world: World, host: number, usual: number): number {
  const release = world.state.hosts.running[3 * host]!;
  const late = effectOn(world, host, "reports-late", release)?.amount ?? 0;
  const held = effectOn(world, host, "reports-held", release);
  const delay = slowed(world, host, "slow-link", usual) + late;
  return held === undefined ? delay : Math.max(delay, held.until - world.queue.time);
}

/** What the server is told of an update that is over: a fault may say anything. */
function toldStatus(world: World, host: number, status: ReportStatus): ReportStatus {
  if (status === ReportStatus.Updating) return status;
  const effect = effectOn(world, host, "reports-false", world.state.hosts.running[3 * host]!);
  return (effect?.amount ?? status) as ReportStatus;
}

/** Tells of the end of an update, if one was reported as under way. */
export function closeReport(
  world: World,
  host: number,
  status: ReportStatus,
  release: number,
): void {
  // Without a network it stays open: the boot that mends the host closes it.
  if (!hasFlag(world, host, HostFlag.ReportOpen) || hasNoNetwork(world, host)) return;
  clearFlag(world, host, HostFlag.ReportOpen);
  sendReport(world, host, status, release);
}

function hasNoNetwork(world: World, host: number): boolean {
  return (world.state.hosts.trouble[host]! & Trouble.Network) !== 0;
}

/** A report reaches the server. */
export function onReport(world: World, host: number, packed: number): void {
  const { hosts, releases } = world.state;
  const status = (packed & 3) as ReportStatus;
  const release = (packed >> 2) - 1;
  const before = hosts.reported[host]! as ReportStatus;
  hosts.reported[host] = status;
  emit(world, TransitionKind.Report, host, before, status, 0, release);
  const state = releases[release];
  if (state === undefined) return;
  const offer = offerFor(world, host, release);
  quotaReported(world, host, status);
  if (status === ReportStatus.Updating) return;
  const good = status === ReportStatus.Good;
  if (offer !== undefined) {
    countInStage(world, host, offer, good ? StageField.Successes : StageField.Failures);
  }
  if (good) state.successes += 1;
  else {
    state.failures += 1;
    if (state.failures >= state.watchFailures) wakePolicy(world, world.queue.time);
  }
}

/** The standing offer under which a host took a release. */
function offerFor(world: World, host: number, release: number): Offer | undefined {
  const { offers } = world.state.groups[groupOf(world, host)]!;
  return offers.find((standing) => standing.release === release);
}

/** People noticed trouble on a host while it ran `release`. */
export function noteTrouble(world: World, host: number, release: number): void {
  emit(world, TransitionKind.TroubleNoticed, host, release, 0);
  const state = world.state.releases[release];
  if (state === undefined) return;
  state.troubles += 1;
  const offer = offerFor(world, host, release);
  if (offer !== undefined) countInStage(world, host, offer, StageField.Troubles);
  if (state.troubles >= state.watchTroubles) wakePolicy(world, world.queue.time);
}
