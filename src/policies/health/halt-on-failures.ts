import { z } from "zod";
import { definePart } from "../part.js";
import {
  appeared,
  isOver,
  overOf,
  type StopAction,
  stopAction,
  stopEverywhere,
  threshold,
  type Thresholds,
  watch,
} from "../release-watch.js";
import { NEVER } from "../../support/time.js";

interface Settings extends Thresholds {
  readonly action: StopAction;
}

/** Releases watched and releases halted, as indices. */
interface Memory {
  readonly watched: readonly number[];
  readonly halted: readonly number[];
}

/** The circuit breaker that users of hawkBit, AKS and Nebraska ask for: a failure budget per release. */
export const haltOnFailures = definePart<Settings, Memory>({
  role: "health",
  name: "halt-on-failures",
  doc: "Counts what is reported of each release and, at a threshold, stops it in every group at once. It believes the reports, true or not.",
  config: z.strictObject({
    failures: threshold()
      .prefault(3)
      .describe(
        "Failures reported of a release until it is stopped, or `never`. Default 3, assumed.",
      ),
    troubles: threshold()
      .prefault(3)
      .describe(
        "Hosts in trouble on a release until it is stopped, or `never`. Default 3, assumed.",
      ),
    action: stopAction(),
  }),
  start: () => ({ watched: [], halted: [] }),
  decide: (view, { watched, halted }, { action, ...thresholds }) => {
    const fresh = appeared(view).filter((release) => !watched.includes(release));
    const all = [...watched, ...fresh];
    const over = all.filter(
      (release) => !halted.includes(release) && isOver(view.releases[release]!, thresholds),
    );
    return {
      memory: { watched: all, halted: [...halted, ...over] },
      commands: [
        ...watch(fresh, thresholds),
        ...over.flatMap((release) => stopEverywhere(view, release, action)),
      ],
      wakeAt: NEVER,
    };
  },
  holdsBack(view, { halted }, thresholds, { release }) {
    return halted.includes(release) ? overOf(view.releases[release]!, thresholds) : undefined;
  },
});
