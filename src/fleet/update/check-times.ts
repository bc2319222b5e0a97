import { Purpose } from "../../random/purposes.js";
import { DAY, SECOND, type Time } from "../../support/time.js";
import { fetchRetry } from "../../systems/balena/poll.js";
import { DEFAULT_RETRY, retryWait } from "../../systems/mender/back-off.js";
import {
  askedInterval,
  earliestDelay,
  intervalFuzz,
  latestDelay,
  LONGEST_INTERVAL,
  nextInterval,
} from "../../systems/update-engine/check-interval.js";
import { skewOf } from "../effects/lasting-effects.js";
import type { AgentModel } from "../state/model.js";
import { draw, groupOf, shortKey, type World } from "../state/world.js";

/**
 * When a host's agent checks. Only checks that matter are drawn: the first one after a moment, which is the equilibrium residual
 * of the agent's process, or, after an outage of the server, what the agent's back-off has made of it.
 */

/** Draws of one host and release: luck of its own for the first check and for each that came to nothing. */
export const CHECKS = 4_096;
/** Failed checks in a row after which nothing changes any more; longer outages need no more draws than this. */
const SETTLED = 64;
/** What update_engine takes for an overloaded server; an outage answers so too, from the machines in front of it. */
const UNAVAILABLE = 503;

/** The first check of a host's agent at or after `from`. */
export function nextCheck(world: World, host: number, from: Time, release: number): Time {
  const { agent } = world.model.groups[groupOf(world, host)]!;
  if (agent.kind === "daily") return nextDaily(world, host, agent, from);
  const delayed = firstAfterOutage(world, host, from);
  if (delayed >= from) return delayed;
  const occurrence = shortKey(world, release) + CHECKS * world.state.hosts.polls[host]!;
  const u = draw(world, Purpose.Poll, host, occurrence);
  return Math.ceil(from + residual(u, agent.period, agent.jitter));
}

/**
 * Time from an arbitrary moment to the next check of a process with intervals `period ± jitter`, uniform: the equilibrium
 * residual, of density (1 - F(x)) / period, by inversion.
 */
export function residual(u: number, period: Time, jitter: Time): number {
  if (u * period <= period - jitter) return u * period;
  return period + jitter - Math.sqrt(4 * jitter * period * (1 - u));
}

/** The first daily check at or after `from`: at a time of day plus a delay drawn anew each day. */
function nextDaily(world: World, host: number, agent: AgentModel, from: Time): Time {
  const offset = world.model.weekOffset + skewOf(world, host);
  for (let day = Math.floor((from + offset) / DAY); ; day++) {
    const u = draw(world, Purpose.Poll, host, day);
    const at = Math.ceil(day * DAY - offset + agent.at + u * agent.jitter);
    if (at >= from) return at;
  }
}

/** Whether failed checks change the waits of an agent. */
export function heedsErrors({ protocol, kind }: AgentModel): boolean {
  return kind === "poll" && protocol !== "plain" && protocol !== "zincati";
}

/**
 * The first check of a host after the present or the last outage of the update server, if it is not before `from`; else -1. The
 * checks during the outage cost no events: where they fell and how the waits grew is drawn when it is asked for.
 */
function firstAfterOutage(world: World, host: number, from: Time): Time {
  const { number, from: began, until } = world.state.outage;
  const { agent } = world.model.groups[groupOf(world, host)]!;
  if (number === 0 || from > until + longestWait(agent) || !heedsErrors(agent)) return -1;
  // An agent that has been started since knows nothing of the outage.
  if (world.state.hosts.downSince[host]! > began) return -1;
  const u = draw(world, Purpose.FailedCheck, host, CHECKS * number);
  const first = began + residual(u, agent.period, agent.jitter);
  const at = first < until ? afterFailedCheck(world, host, first) : Math.ceil(first);
  return at >= from ? at : -1;
}

/** The first check after the outage of a host whose check at `at`, during it, has failed. */
export function afterFailedCheck(world: World, host: number, at: Time): Time {
  const { number, until } = world.state.outage;
  const { agent } = world.model.groups[groupOf(world, host)]!;
  const luck = (errors: number): number =>
    draw(world, Purpose.FailedCheck, host, CHECKS * number + errors);
  let next = at;
  for (let errors = 1; next < until; errors++) {
    if (errors === SETTLED) next = until + luck(SETTLED) * waitAfterErrors(agent, errors, 0.5);
    else next += waitAfterErrors(agent, errors, luck(errors));
  }
  return Math.ceil(next);
}

function longestWait({ period, jitter }: AgentModel): Time {
  return Math.max(2 * LONGEST_INTERVAL * SECOND, period + jitter);
}

/**
 * Wait after so many checks in a row that the server did not answer, or answered with an error [ms].
 *
 * @param errors at least 1.
 */
export function waitAfterErrors(agent: AgentModel, errors: number, u: number): Time {
  switch (agent.protocol) {
    case "update-engine":
      return waitAfterOverload(agent, errors, u);
    case "mender": {
      const wait = retryWait(DEFAULT_RETRY, errors);
      return wait < 0 ? agent.period : wait;
    }
    case "balena":
      return fetchRetry(agent.period - agent.jitter, errors);
    case "zincati":
    case "plain":
      return agent.period + Math.floor((2 * u - 1) * agent.jitter);
  }
}

/** update_engine doubles its wait. What the server dictated before does not count: an error dictates nothing. */
function waitAfterOverload({ period }: AgentModel, errors: number, u: number): Time {
  let asked = 0;
  let interval = Math.round(period / SECOND);
  for (let i = 0; i < errors && asked < LONGEST_INTERVAL; i++) {
    asked = askedInterval(0, UNAVAILABLE, interval);
    interval = nextInterval(asked);
  }
  const fuzz = intervalFuzz(asked);
  const earliest = earliestDelay(interval, fuzz);
  const choices = latestDelay(interval, fuzz) - earliest + 1;
  return (earliest + Math.floor(u * choices)) * SECOND;
}
