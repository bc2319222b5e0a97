/** What a scenario asks of the metrics: deadlines, and the parts of the fleet that figures are wanted for. */
import type { Asked, DoneBy, Prices } from "../fleet/state/asked.js";
import type { Figure } from "../metrics/figure.js";
import { parseMoment } from "../scenario/moment.js";
import type { Scenario } from "../scenario/scenario.js";
import { startOf } from "../scenario/start-time.js";
import { parseDuration } from "../support/duration-text.js";
import { zoneOffsets } from "../systems/windows/zone.js";
import { DAY, HOUR, MINUTE, type Time } from "../support/time.js";

/** The patch deadline where a scenario names none, and the share of the run that it is at most; assumed. */
const USUAL_SLA = 7 * DAY;
const SHARE_OF_RUN = 4;

/** Labels up to which a dimension is split without being asked for: a table of more is not read. */
const READABLE = 64;

/** How many labels each dimension has in a fleet. */
export interface Extent {
  readonly service: number;
  readonly group: number;
  readonly zone: number;
  readonly rack: number;
  readonly cohort: number;
}

/** The deadline by which a release falls due: that of the objective, or else 7 d and at most a quarter of the run [ms]. */
export function patchDeadline({ objective, horizon }: Scenario): Time {
  const [asked] = slasIn(objective?.constraints ?? []);
  return asked ?? Math.min(USUAL_SLA, Math.floor(horizon / SHARE_OF_RUN));
}

/** Collects what the metrics of a scenario have to tell apart. */
export function askedOf(scenario: Scenario, extent: Extent): Asked {
  const figures = figuresOf(scenario);
  const named = new Set(figures.map(({ by }) => by?.dimension));
  const prices = pricesOf(scenario);
  if (prices?.containerDown !== undefined) named.add("service");
  const dimensions = ["service", "group", "zone", "rack", "cohort"] as const;
  return {
    slas: [
      ...new Set([
        patchDeadline(scenario),
        ...slasIn(figures),
        ...(prices?.missedDeadline === undefined ? [] : [prices.missedDeadline.sla]),
      ]),
    ],
    doneBy: doneByIn(scenario, figures),
    splits: dimensions.filter(
      (dimension) =>
        named.has(dimension) || (extent[dimension] > 1 && extent[dimension] <= READABLE),
    ),
    prices,
    moments: momentsIn(figures),
  };
}

/** The times of day by which rollouts are to be done, each once. */
function doneByIn({ start, horizon }: Scenario, figures: readonly Figure[]): DoneBy[] {
  const startedAt = startOf(start);
  const labels = figures.flatMap(({ by }) => (by?.dimension === "doneBy" ? [by.label] : []));
  return [...new Set(labels)].map((label) => {
    const [time, zone = "UTC"] = label.split(" ");
    const [hours, minutes] = time!.split(":").map(Number);
    // A deadline may lie a day beyond the end.
    const offsets =
      zone === "UTC" ? [] : (zoneOffsets(zone, startedAt, startedAt + horizon + 2 * DAY) ?? []);
    return { label, at: hours! * HOUR + minutes! * MINUTE, startedAt, offsets };
  });
}

/** The moments at which figures are asked for, each once. */
function momentsIn(figures: readonly Figure[]): Asked["moments"] {
  const labels = figures.flatMap(({ by }) => (by?.dimension === "at" ? [by.label] : []));
  return [...new Set(labels)].flatMap((label) => {
    const moment = parseMoment(label);
    return moment === undefined ? [] : [{ label, ...moment }];
  });
}

function pricesOf(scenario: Scenario): Prices | undefined {
  const { costs, services } = scenario;
  if (costs === undefined) return undefined;
  const { containerDown, missedDeadline } = costs;
  return {
    ...costs,
    containerDown:
      containerDown &&
      services.map(({ name }) => containerDown.services[name] ?? containerDown.others),
    missedDeadline: missedDeadline && {
      amount: missedDeadline.amount,
      sla: missedDeadline.sla ?? patchDeadline(scenario),
    },
  };
}

/** Every figure that a scenario bounds. */
function figuresOf({ expect, objective, plan, tune }: Scenario): Figure[] {
  const ofPlan =
    plan?.require === undefined
      ? []
      : plan.require.kind === "chance"
        ? plan.require.holds
        : [plan.require.limit];
  return [
    ...(objective?.constraints ?? []),
    ...expect,
    ...ofPlan,
    ...(tune?.require ?? []).flatMap(({ holds }) => holds),
  ];
}

function slasIn(figures: readonly Figure[]): number[] {
  return figures.flatMap(({ by }) =>
    by?.dimension === "sla" ? (parseDuration(by.label) ?? []) : [],
  );
}
