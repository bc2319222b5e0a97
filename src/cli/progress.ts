import { SingleBar } from "cli-progress";

/** Tells how far a run is, on stderr: a bar with an ETA on a terminal, a plain line every ten seconds elsewhere. */
export interface Progress {
  add(replications: number, events: number): void;
  stop(): void;
}

/** Begins to show progress towards `total` replications. */
export function startProgress(total: number, quiet: boolean): Progress {
  if (quiet) return { add: () => undefined, stop: () => undefined };
  if (process.stderr.isTTY) return progressBar(total);
  const begin = process.hrtime.bigint();
  return progressLines(total, {
    seconds: () => Number(process.hrtime.bigint() - begin) / 1e9,
    print: (line) => process.stderr.write(`${line}\n`),
  });
}

function progressBar(total: number): Progress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: "{bar} {value}/{total} replications · {rate} M events/s · {eta_formatted} left",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
  });
  const begin = process.hrtime.bigint();
  let events = 0;
  bar.start(total, 0, { rate: "0.0" });
  return {
    add(replications, more) {
      events += more;
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
      bar.increment(replications, { rate: (events / seconds / 1e6).toFixed(1) });
    },
    stop: () => bar.stop(),
  };
}

/** From one line to the next at least [s]. A shorter run prints none. */
const BETWEEN_LINES = 10;

/** Where lines go, and the time since the beginning [s]. */
interface Surroundings {
  readonly seconds: () => number;
  readonly print: (line: string) => void;
}

/** Progress for logs: a line when replications are done, no more often than every ten seconds, and none at the end. */
export function progressLines(total: number, { seconds, print }: Surroundings): Progress {
  let done = 0;
  let events = 0;
  let last = 0;
  return {
    add(replications, more) {
      done += replications;
      events += more;
      const now = seconds();
      if (now - last < BETWEEN_LINES || done >= total) return;
      last = now;
      const rate = (events / now / 1e6).toFixed(1);
      const left = Math.ceil((now / done) * (total - done));
      print(`${done}/${total} replications, ${rate} M events/s, about ${left} s left`);
    },
    stop: () => undefined,
  };
}
