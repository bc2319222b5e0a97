import { EventQueue } from "../engine/event-queue.js";
import { run } from "../engine/run.js";
import { seedKey, stream, uniform } from "../random/draw.js";
import { Purpose } from "../random/purposes.js";
import type { Variate } from "../random/variate.js";

/** Customers of one run whose fate counts, and those before them while the line is still filling. */
const COUNTED = 100_000;
const WARM_UP = 10_000;

/** A station with servers and a waiting line, or without one: then who finds all busy is lost. Times in ms. */
export interface Station {
  readonly servers: number;
  readonly between: Variate;
  readonly service: Variate;
  readonly line: "endless" | "none";
}

/** What became of the counted customers of one run. */
export interface Line {
  readonly meanWait: number;
  /** Share of them that found every server busy. */
  readonly foundBusy: number;
}

const KEY = seedKey("validation");
const ARRIVAL = 0;
const DEPARTURE = 1;

/** Simulates a station on the engine's event queue, first come first served. */
export function waitingLine(station: Station, replication: number): Line {
  const luck = stream(KEY, Purpose.Exploration, replication);
  const queue = new EventQueue();
  const arrivals = new Float64Array(WARM_UP + COUNTED);
  let [arrived, served, busy] = [0, 0, 0];
  let [waited, foundBusy] = [0, 0];
  const after = (time: number) => queue.time + Math.round(time);
  const serve = (customer: number) => {
    busy += 1;
    if (customer >= WARM_UP) waited += queue.time - arrivals[customer]!;
    queue.push(after(station.service.at(uniform(luck, customer, DEPARTURE))), 0, DEPARTURE, 0, 0);
  };
  const onArrival = () => {
    const customer = arrived;
    arrived += 1;
    arrivals[customer] = queue.time;
    if (arrived < arrivals.length) expectNext();
    if (busy < station.servers) {
      served = customer + 1;
      serve(customer);
      return;
    }
    if (customer >= WARM_UP) foundBusy += 1;
  };
  const expectNext = () =>
    queue.push(after(station.between.at(uniform(luck, arrived, ARRIVAL))), 1, ARRIVAL, 0, 0);
  expectNext();
  run(queue, Number.POSITIVE_INFINITY, (kind) => {
    if (kind === ARRIVAL) {
      onArrival();
      return;
    }
    busy -= 1;
    if (station.line === "none" || served >= arrived) return;
    served += 1;
    serve(served - 1);
  });
  return { meanWait: waited / COUNTED, foundBusy: foundBusy / COUNTED };
}
