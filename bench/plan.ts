import { searchPlan } from "../src/experiment/plan/answer.js";
import { preparePlan } from "../src/experiment/plan/prepare.js";
import { judgeOf } from "../src/experiment/plan/requirement.js";
import { searchValues } from "../src/experiment/plan/search.js";
import type { Settings } from "../src/policies/merge-settings.js";
import { decodeData } from "../src/scenario/load.js";
import { wilson } from "../src/stats/proportion.js";
import type { BenchResult, ResultRow } from "./result.js";
import { type ErlangStation, findsAllBusy } from "./tagged-customer.js";

/** Seeds of each case. */
const SEEDS = 200;

/** A question of capacity whose answer a formula gives. */
export interface ClosedForm {
  readonly name: string;
  readonly exact: number;
  /** The answer from a seed, and the replications it took. */
  readonly solve: (seed: string) => Promise<{ answer: unknown; replications: number }>;
}

/** Share of customers that find all servers busy [0..1]. @see Cooper, Introduction to Queueing Theory, 2nd ed., eq. 5.7 */
function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/** Share of customers that wait [0..1]; 1 where the line grows without end. */
function erlangC(servers: number, load: number): number {
  const blocked = erlangB(servers, load);
  return load >= servers ? 1 : blocked / (1 - (load / servers) * (1 - blocked));
}

/** The fewest servers, of 1 to 20, with which at most a share of the customers finds all busy. */
function erlang(name: string, line: ErlangStation["line"], most: number): ClosedForm {
  const load = 5;
  const busy = line === "none" ? erlangB : erlangC;
  const judge = judgeOf({ kind: "chance", holds: [], least: 1 - most }, null);
  const rule = { values: 20, find: "smallest", confidence: 0.95, min: 20, max: 20_000 } as const;
  return {
    name,
    exact: firstOf(1, (servers) => busy(servers, load) <= most),
    async solve(seed) {
      let replications = 0;
      const found = await searchValues(rule, judge, (value, from, until) => {
        replications += until - from;
        const station = { servers: value + 1, load, line };
        return Promise.resolve(
          Array.from({ length: until - from }, (_, i) =>
            findsAllBusy(station, seed, from + i) ? 1 : 0,
          ),
        );
      });
      return { answer: found.answer === null ? null : found.answer + 1, replications };
    },
  };
}

function firstOf(from: number, holds: (value: number) => boolean): number {
  let value = from;
  while (!holds(value)) value += 1;
  return value;
}

const CONSTANT = "1ms";
const BOOT = {
  shutdown: CONSTANT,
  firmware: CONSTANT,
  loader: CONSTANT,
  kernel: CONSTANT,
  userland: CONSTANT,
  runtime: CONSTANT,
};

/** A question to the simulator itself, as a scenario file would ask it. */
function asked(name: string, exact: number, data: Settings): ClosedForm {
  const whole = { apiVersion: "shakedown/v1", name: "bench", seed: "bench", ...data };
  const { scenario, issues } = decodeData(whole, { file: name, description: "" });
  const refuse = (said: unknown): never => {
    throw new Error(`${name}: ${JSON.stringify(said)}`);
  };
  if (scenario === undefined) return refuse(issues);
  const plan = preparePlan({
    scenario,
    data: whole,
    placeOf: () => ({ line: 1, column: 1 }),
    refuse,
  });
  if (plan === undefined) return refuse("no plan");
  return {
    name,
    exact,
    async solve(seed) {
      const { found, replications } = await searchPlan(plan, seed, { workers: 1 });
      return { answer: found.answer === null ? null : plan.values[found.answer], replications };
    },
  };
}

/** Spare hosts for those that a release puts out of action: the first s with P(Binomial(n + s, p) > s) at most the bound. */
function spareHosts(): ClosedForm {
  const [need, panics, most] = [8, 0.2, 0.22];
  const exact = firstOf(0, (spare) => binomialTail(need + spare, panics, spare) <= most);
  return asked("spare hosts, binomial", exact, {
    horizon: "1h",
    fleet: {
      groups: [
        {
          name: "web",
          hosts: need,
          capacity: 1,
          mechanism: { kind: "in-place", panicReboot: "never" },
          agent: { kind: "poll", first: "1m", firstSpread: "0s", period: "5m", jitter: "0s" },
          boot: BOOT,
        },
      ],
    },
    services: [{ name: "api", group: "web", replicas: need, start: "1s" }],
    releases: [
      {
        version: "1.1.0",
        payload: "1MB",
        channels: { stable: "10m" },
        defects: [{ name: "panic", kind: "kernel-panic", per: "host", probability: panics }],
      },
    ],
    people: { notice: "30d" },
    policies: { one: { reboot: { kind: "immediate" } } },
    plan: {
      find: "smallest",
      vary: "spare[web]",
      from: 0,
      to: 20,
      require: { holds: [{ metric: "container-downtime.no-room", max: 0 }], in: 1 - most },
    },
  });
}

/** P(Binomial(n, p) > k). */
function binomialTail(n: number, p: number, k: number): number {
  let term = (1 - p) ** n;
  let below = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    below += term;
  }
  return 1 - below;
}

/** Hosts that a lock of k slots, held S each, lets through in T: floor(k T / S). */
function lockedFleet(): ClosedForm {
  const [slots, held, cadence] = [2, 7.3, 14 * 24];
  const exact = Math.floor(slots * Math.floor(cadence / held));
  return asked("k-slot lock in 14 d", exact, {
    horizon: "20d",
    fleet: { groups: [{ name: "web", hosts: 50, boot: { ...BOOT, userland: `${held * 60}m` } }] },
    releases: [{ version: "1.1.0", payload: "1MB", channels: { stable: "1h" } }],
    policies: { one: { reboot: { kind: "semaphore", max: slots, retry: "1s" } } },
    plan: {
      find: "largest",
      vary: "fleet.groups[web].hosts",
      from: 20,
      to: 200,
      require: { holds: [{ metric: "patch-latency.t100", max: "14d" }], in: 0.8 },
    },
  });
}

/** Crews with which at most so many hosts are broken on average: machine repair, M/M/c//N. */
function machineRepair(): ClosedForm {
  const [hosts, up, most, hours] = [20, 10, 2.6, 100];
  const exact = firstOf(1, (crews) => meanDown(hosts, crews, 1 / up) <= most);
  return asked("machine repair", exact, {
    horizon: `${hours}h`,
    fleet: {
      groups: [
        {
          name: "web",
          hosts,
          boot: BOOT,
          release: "1.0.0",
          runtime: { kind: "docker", restart: "0ms" },
        },
      ],
    },
    releases: [
      {
        version: "1.0.0",
        payload: "1MB",
        channels: {},
        defects: [
          {
            name: "bridge",
            kind: "broken-bridge",
            per: "boot",
            probability: 1,
            after: { dist: "exponential", mean: `${up}h` },
          },
        ],
      },
    ],
    // A bridge that dies while its daemon runs takes its chance when the daemon starts: all hosts reset after a second.
    faults: [{ kind: "host-crash", from: "1s" }],
    people: { crews: 1, notice: "0ms", fix: { dist: "exponential", mean: "1h" } },
    policies: { one: { reboot: { kind: "immediate" } } },
    plan: {
      find: "smallest",
      vary: "people.crews",
      from: 1,
      to: 15,
      require: { metric: "degraded-time", max: most * hours * 3_600 },
    },
  });
}

/** Mean hosts down of `hosts`, each failing at `rate` while up and mended at rate 1 by one of `crews`. */
function meanDown(hosts: number, crews: number, rate: number): number {
  let [weight, all, sum] = [1, 1, 0];
  for (let down = 1; down <= hosts; down++) {
    weight *= ((hosts - down + 1) * rate) / Math.min(down, crews);
    all += weight;
    sum += down * weight;
  }
  return sum / all;
}

/** The questions whose answers formulas give. */
export function closedForms(): readonly ClosedForm[] {
  return [
    erlang("Erlang B", "none", 0.026),
    erlang("Erlang C", "endless", 0.24),
    machineRepair(),
    lockedFleet(),
    spareHosts(),
  ];
}

async function row({ name, exact, solve }: ClosedForm): Promise<ResultRow> {
  let [right, replications] = [0, 0];
  const start = performance.now();
  for (let seed = 0; seed < SEEDS; seed++) {
    const found = await solve(`${name} ${seed}`);
    if (found.answer === exact) right += 1;
    replications += found.replications;
  }
  const { low } = wilson(right, SEEDS);
  return {
    name,
    figures: {
      exact,
      "right [%]": (100 * right) / SEEDS,
      "at least [%]": 100 * low,
      replications: replications / SEEDS,
      "s/answer": (performance.now() - start) / 1e3 / SEEDS,
    },
  };
}

/** How often `shakedown plan` finds the answer that a formula gives. */
export async function plan(): Promise<BenchResult> {
  const rows: ResultRow[] = [];
  for (const form of closedForms()) rows.push(await row(form));
  return {
    subject: "plan",
    about: `Questions of capacity with a closed form, ${SEEDS} seeds each, confidence 95 %: how often the answer is the exact one.`,
    rows,
  };
}
