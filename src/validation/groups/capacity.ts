import { z } from "zod";
import { DAY, SECOND, type Time } from "../../support/time.js";
import { type Answer, formula, freeNumberOf, type Group } from "../formula.js";
import { hostsHitTogether } from "../hosts-hit-together.js";
import { largestFleet } from "../largest-fleet.js";
import { followLevel, type Watched } from "../level.js";
import { scatteredReboots } from "../scattered-reboots.js";

/** How many hosts are down at once, what that does to services, and how many a lock gets through. */

const count = z.number().int().positive();
const positive = z.number().positive();

/** Hosts of one run, about, where fleets are watched side by side. */
const HOSTS = 3_000;

const scattered = z
  .object({ N: count, S_s: positive, W_s: positive })
  .refine(({ S_s, W_s }) => S_s < W_s, { error: "expected S_s below W_s" });

/** Hosts down of fleets that reboot over `W`, from the moment when the first is back to the moment when the last one goes. */
function downAtOnce(
  { N, S_s, W_s }: z.output<typeof scattered>,
  isAsked: (down: number) => boolean,
) {
  const fleets = Math.max(1, Math.floor(HOSTS / N));
  const [away, period] = [Math.round(S_s * SECOND), Math.round(W_s * SECOND)];
  const run = scatteredReboots({ hosts: fleets * N, period, away });
  return (number: number): readonly Watched[] => {
    const down = Array.from({ length: fleets }, () => followLevel(0, away, isAsked));
    // What happens after the watch is left out.
    const change = (by: number) => (host: number, time: Time) => {
      if (time <= period) down[Math.floor(host / N)]!.change(by, time);
    };
    run(number, { left: change(1), back: change(-1) });
    return down.map((level) => level.until(period));
  };
}

const meanDown = formula(scattered, (params): Answer => {
  const run = downAtOnce(params, () => false);
  return { kind: "mean", batch: (number) => run(number).map(({ mean }) => mean) };
});

const manyDown = formula(
  z.object({ ...scattered.shape, x: z.number().min(0).optional() }),
  ({ x: given, ...params }, text): Answer => {
    const x = given ?? freeNumberOf(text);
    const run = downAtOnce(params, (down) => down > x);
    return { kind: "probability", batch: (number) => run(number).map(({ share }) => share) };
  },
);

const placed = z
  .object({ N: count, k: count, r: count })
  .refine(({ N, k, r }) => k <= N && r <= N, { error: "expected k and r to be at most N" });

/** Services of `r` replicas of which all, or any, are among `k` hosts that go down together. */
const hit = (isHit: (down: number, replicas: number) => boolean) =>
  formula(placed, ({ N, k, r }): Answer => {
    const together = { hosts: N, struck: k, replicas: r };
    return { kind: "probability", batch: hostsHitTogether(together, (down) => isHit(down, r)) };
  });

/** Formulas of group `capacity`. */
export const capacity: Group = {
  name: "capacity",
  formulas: {
    "N S/W": meanDown,
    "P(Bin(N,S/W)>25)": manyDown,
    "C(k,r)/C(N,r)": hit((down, replicas) => down === replicas),
    "1-C(N-k,r)/C(N,r)": hit((down) => down > 0),
    "floor(k T/S)": formula(z.object({ k: count, T_d: positive, S_s: positive }), (params) => {
      const { k: slots, T_d, S_s } = params;
      const [cycle, within] = [Math.round(S_s * SECOND), Math.round(T_d * DAY)];
      const value = largestFleet({ slots, cycle, within });
      return { kind: "exact", value, by: "simulation" };
    }),
  },
};
