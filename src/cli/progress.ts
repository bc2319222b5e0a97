import { SingleBar } from "cli-progress";

/** Tells how far a run is: a bar with an ETA on a terminal, nothing elsewhere; always on stderr. */
export interface Progress {
  add(replications: number, events: number): void;
  stop(): void;
}

/** Begins to show progress towards `total` replications. */
export function startProgress(total: number, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { add: () => undefined, stop: () => undefined };
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
