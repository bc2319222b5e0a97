import { followLevel } from "./level.js";
import { repairShop } from "./repair-shop.js";
import { exponential } from "./scene.js";

/** Failures of one run, about, and the share of the run that is left out: its beginning, when all hosts are up. */
const FAILURES = 20_000;
const WARM_UP = 0.1;
/** Mean time of a repair [ms], and the longest run [ms]: a repair takes less where failures are far between. */
const REPAIR = 1_000_000;
const LONGEST = 1e11;

interface Machines {
  readonly hosts: number;
  readonly crews: number;
  /** Failures of a host that is up in the time of a repair. */
  readonly load: number;
}

/** What a run comes to. */
export interface Repairs {
  /** Hosts down, on average over time. */
  readonly meanDown: number;
  /** Share of the time in which none is. */
  readonly allUp: number;
  /** From a failure to its end, on average, in mean times of a repair. */
  readonly response: number;
}

/** A fleet whose hosts break down and are mended for ever by too few crews. */
export function machineRepair({ hosts, crews, load }: Machines): (replication: number) => Repairs {
  const perRepair = Math.min((hosts * load) / (1 + load), crews);
  const length = FAILURES / perRepair;
  const unit = Math.min(REPAIR, LONGEST / length);
  const horizon = Math.ceil(length * unit);
  const begin = WARM_UP * horizon;
  const repair = exponential(unit);
  const play = repairShop({ hosts, upFor: unit / load, crews, repair, horizon });
  return (replication) => {
    const failedAt = new Float64Array(hosts);
    const down = followLevel(0, begin, (hosts) => hosts === 0);
    let [repairs, responses] = [0, 0];
    play(replication, {
      failed(host, time) {
        failedAt[host] = time;
        down.change(1, time);
      },
      mended(host, time) {
        down.change(-1, time);
        if (failedAt[host]! < begin) return;
        repairs += 1;
        responses += time - failedAt[host]!;
      },
    });
    const { mean: meanDown, share: allUp } = down.until(horizon);
    return { meanDown, allUp, response: responses / repairs / unit };
  };
}
