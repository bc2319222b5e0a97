import { EventQueue } from "../src/engine/event-queue.js";
import { run } from "../src/engine/run.js";
import { seedKey, stream, uniform } from "../src/random/draw.js";
import { Purpose } from "../src/random/purposes.js";

/** A station of Erlang's: Poisson arrivals, exponential service of mean 1 h, with a line or without. */
export interface ErlangStation {
  readonly servers: number;
  /** Offered load [customers in service, were there no limit]. */
  readonly load: number;
  readonly line: "endless" | "none";
}

/** Mean service [ms]: an hour. */
const SERVICE = 3_600_000;
/** Services that pass, on average, before the customer who is asked: by then nearly nothing is left of the empty start. */
const WARM_UP = 30;

const ARRIVAL = 0;
const DEPARTURE = 1;

/** Whether a customer who comes after the warm-up finds every server busy, simulated on the engine's event queue. */
export function findsAllBusy(station: ErlangStation, seed: string, replication: number): boolean {
  const { servers, load, line } = station;
  const luck = stream(seedKey(seed), Purpose.Exploration, replication);
  const customers = Math.ceil(WARM_UP * load);
  const queue = new EventQueue();
  let [arrived, served, busy] = [0, 0, 0];
  let found = false;
  const expect = (kind: number, customer: number, mean: number): void => {
    const wait = -Math.log(uniform(luck, customer, kind)) * mean;
    queue.push(queue.time + Math.round(wait), kind, kind, 0, 0);
  };
  const serve = (): void => {
    busy += 1;
    expect(DEPARTURE, served, SERVICE);
    served += 1;
  };
  expect(ARRIVAL, 0, SERVICE / load);
  run(queue, Number.POSITIVE_INFINITY, (kind) => {
    if (kind === DEPARTURE) {
      busy -= 1;
      if (line === "endless" && served < arrived) serve();
      return;
    }
    found = busy === servers;
    arrived += 1;
    if (arrived < customers) expect(ARRIVAL, arrived, SERVICE / load);
    if (!found) serve();
    else if (line === "none") served += 1;
  });
  return found;
}
