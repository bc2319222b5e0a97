import { z } from "zod";
import { duration } from "../../support/quantity.js";
import { NEVER, type Time } from "../../support/time.js";
import { definePart } from "../part.js";
import {
  appeared,
  haltEverywhere,
  isOver,
  threshold,
  type Thresholds,
  watch,
} from "../release-watch.js";

interface OnCall extends Thresholds {
  readonly lag: Time;
}

/** What the human knows: which releases are watched, and when each that went wrong will be, or was, halted. */
interface Memory {
  readonly watched: readonly number[];
  readonly alarms: readonly {
    readonly release: number;
    readonly haltAt: Time;
    readonly halted: boolean;
  }[];
}

const config = z.strictObject({
  failures: threshold()
    .prefault(1)
    .describe(
      "Failures reported of a release that alarm somebody, or `never`. Default 1, assumed.",
    ),
  troubles: threshold()
    .prefault(3)
    .describe("Hosts in trouble on a release that alarm somebody, or `never`. Default 3, assumed."),
  lag: duration()
    .prefault("150m")
    .describe(
      "From the alarm to the halt. Default 150m, the longest that can have passed from the first report to the halt of Fedora CoreOS 42.20250410.3.1 (coreos/fedora-coreos-tracker#1939).",
    ),
});

/** A halt by hand, the only stop that Cincinnati, updog and most others have. */
export const onCall = definePart<OnCall, Memory>({
  role: "operator",
  name: "on-call",
  doc: "Somebody is alarmed when the reports of a release reach a threshold, and halts it in every group a set time later.",
  config,
  start: () => ({ watched: [], alarms: [] }),
  decide: (view, { watched, alarms }, { lag, ...thresholds }) => {
    const fresh = appeared(view).filter((release) => !watched.includes(release));
    const all = [...watched, ...fresh];
    const raised = all
      .filter((release) => alarms.every((alarm) => alarm.release !== release))
      .filter((release) => isOver(view.releases[release]!, thresholds))
      .map((release) => ({ release, haltAt: view.now + lag, halted: false }));
    const pending = [...alarms, ...raised];
    const due = pending.filter(({ halted, haltAt }) => !halted && haltAt <= view.now);
    const later = pending.filter(({ haltAt }) => haltAt > view.now);
    return {
      memory: {
        watched: all,
        alarms: pending.map((alarm) => ({ ...alarm, halted: alarm.haltAt <= view.now })),
      },
      commands: [
        ...watch(fresh, thresholds),
        ...due.flatMap(({ release }) => haltEverywhere(view, release)),
      ],
      wakeAt: later.reduce((earliest, { haltAt }) => Math.min(earliest, haltAt), NEVER),
    };
  },
});
