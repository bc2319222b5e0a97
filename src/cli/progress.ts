import { SingleBar } from "cli-progress";

/** Tells how far a run is, on stderr: a bar with an ETA on a terminal, a plain line every ten seconds elsewhere. */
export interface Progress {
  /** @param events 0 where they are not counted. */
  add(pieces: number, events: number): void;
  stop(): void;
}

/** What is counted, and whether anything is told. */
interface ProgressOptions {
  readonly quiet: boolean;
  /** Plural; `replications` by default. */
  readonly unit?: string;
}

/** Begins to show progress towards so many pieces of work. */
export function startProgress(
  total: number,
  { quiet, unit = "replications" }: ProgressOptions,
): Progress {
  if (quiet) return { add: () => undefined, stop: () => undefined };
  if (process.stderr.isTTY) return progressBar(total, unit);
  const begin = process.hrtime.bigint();
  return progressLines(total, {
    unit,
    seconds: () => Number(process.hrtime.bigint() - begin) / 1e9,
    print: (line) => process.stderr.write(`${line}\n`),
  });
}

/** Tells what is being tried where nobody knows how much there is to try, on stderr. */
export interface Status {
  show(text: string): void;
  clear(): void;
}

/** A line that is written over on a terminal, and a plain one every ten seconds elsewhere. */
export function startStatus({ quiet }: Pick<ProgressOptions, "quiet">): Status {
  if (quiet) return { show: () => undefined, clear: () => undefined };
  const { stderr } = process;
  if (stderr.isTTY) {
    const write = (text: string): void =>
      // A line that is too long for the terminal could not be written over.
      void stderr.write(`\r\u001B[K${text.slice(0, stderr.columns - 1)}`);
    return { show: write, clear: () => write("") };
  }
  let last = process.hrtime.bigint();
  const show = (text: string): void => {
    const now = process.hrtime.bigint();
    if (Number(now - last) / 1e9 < BETWEEN_LINES) return;
    last = now;
    stderr.write(`${text}\n`);
  };
  return { show, clear: () => undefined };
}

/** How long work takes that comes in pieces, by the latest of them. */
export interface Pace {
  /** Notes how many pieces there are by now. */
  note(done: number): void;
  /** How long so many more will take: "about 40 s left"; empty where nobody can tell yet. */
  left(pieces: number): string;
}

/** What is older than this says nothing of how fast the work is now [s]. */
const RECENT = 30;

/** Begins to measure. @param seconds since some beginning. */
export function startPace(seconds = (): number => Number(process.hrtime.bigint()) / 1e9): Pace {
  const marks: { readonly at: number; readonly done: number }[] = [];
  return {
    note(done) {
      const at = seconds();
      marks.push({ at, done });
      while (marks.length > 2 && at - marks[0]!.at > RECENT) marks.shift();
    },
    left(pieces) {
      const [first, last] = [marks[0], marks.at(-1)];
      if (first === undefined || last === undefined || last.done === first.done) return "";
      const whole = Math.ceil(((last.at - first.at) / (last.done - first.done)) * pieces);
      return `about ${whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`} left`;
    },
  };
}

function progressBar(total: number, unit: string): Progress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{bar} {value}/{total} ${unit}{rate} · {eta_formatted} left`,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
  });
  const begin = process.hrtime.bigint();
  let events = 0;
  bar.start(total, 0, { rate: "" });
  return {
    add(pieces, more) {
      events += more;
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
      bar.increment(pieces, { rate: rateOf(events, seconds, " · ") });
    },
    stop: () => bar.stop(),
  };
}

/** Events in a second, where they are counted. */
function rateOf(events: number, seconds: number, before: string): string {
  return events === 0 ? "" : `${before}${(events / seconds / 1e6).toFixed(1)} M events/s`;
}

/** From one line to the next at least [s]. A shorter run prints none. */
const BETWEEN_LINES = 10;

/** Where lines go, and the time since the beginning [s]. */
interface Surroundings {
  readonly unit: string;
  readonly seconds: () => number;
  readonly print: (line: string) => void;
}

/** Progress for logs: a line when pieces are done, no more often than every ten seconds, and none at the end. */
export function progressLines(total: number, { unit, seconds, print }: Surroundings): Progress {
  let done = 0;
  let events = 0;
  let last = 0;
  return {
    add(pieces, more) {
      done += pieces;
      events += more;
      const now = seconds();
      if (now - last < BETWEEN_LINES || done >= total) return;
      last = now;
      const left = Math.ceil((now / done) * (total - done));
      print(`${done}/${total} ${unit}${rateOf(events, now, ", ")}, about ${left} s left`);
    },
    stop: () => undefined,
  };
}
