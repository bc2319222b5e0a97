import { z } from "zod";
import { containerStarts } from "../container-starts.js";
import { type Answer, formula, type Group } from "../formula.js";

/** Container starts that get no bridge, after a reboot of every host. */

/** Below this the chance that a whole service is broken follows from that of one container, instead of being waited for. */
const RARE = 0.0005;
/** Containers of one host where only single ones are counted. */
const CROWD = 50;

const share = z.number().min(0).max(1);
const count = z.number().int().positive();

const someBroken = formula(z.object({ p: share, m: count }), ({ p, m }): Answer => {
  const run = containerStarts({ replicas: m, hosts: 1, failure: p });
  return { kind: "share", batch: (number) => run(number).map((broken) => (broken > 0 ? 1 : 0)) };
});

/** Hosts are alike and share nothing: a fleet of `N` has `N` times as many broken containers as one. */
const brokenInFleet = formula(z.object({ N: count, m: count, p: share }), ({ N, m, p }): Answer => {
  const run = containerStarts({ replicas: m, hosts: 1, failure: p });
  return { kind: "mean", batch: (number) => run(number).map((broken) => N * broken) };
});

/** What follows from the share of container starts that fail. */
function ofOneStart(p: number, figure: (failed: number) => number): Answer {
  const run = containerStarts({ replicas: CROWD, hosts: 1, failure: p });
  const oneStart = {
    kind: "mean",
    batch: (number: number) => Array.from(run(number), (broken) => broken / CROWD),
  } as const;
  return {
    kind: "derived",
    parts: [oneStart],
    figure: ([failed]) => figure(failed!),
    isProbability: true,
  };
}

const serviceBroken = formula(z.object({ p: share, r: count }), ({ p, r }): Answer => {
  if (p ** r < RARE) return ofOneStart(p, (failed) => failed ** r);
  const run = containerStarts({ replicas: r, hosts: r, failure: p });
  return { kind: "share", batch: (number) => run(number).map((broken) => (broken === r ? 1 : 0)) };
});

const anyServiceBroken = formula(z.object({ p: share, r: count, s: count }), ({ p, r, s }) =>
  ofOneStart(p, (failed) => 1 - (1 - failed ** r) ** s),
);

/** Formulas of group `bridge`. */
export const bridge: Group = {
  name: "bridge",
  formulas: {
    "1-(1-p)^m": someBroken,
    "N m p": brokenInFleet,
    "p^r": serviceBroken,
    "1-(1-p^r)^s": anyServiceBroken,
  },
};
