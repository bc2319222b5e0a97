import { accessSync, constants, readFileSync } from "node:fs";
import { availableParallelism, freemem } from "node:os";
import { fileURLToPath } from "node:url";
import semver from "semver";
import { loadScenario } from "../../scenario/load.js";
import { verify } from "../../simulation/simulate.js";
import { version } from "../../version.js";
import { ExitCode } from "../exit-code.js";

/** Looks at what this machine has, and says what is missing. */
export async function doctor(): Promise<ExitCode> {
  const findings = [node(), machine(), folder(), await charts(), repeats()];
  process.stdout.write(`shakedown ${version}\n`);
  for (const { state, text } of findings) {
    process.stdout.write(`${state.padEnd(4)}  ${text}\n`);
  }
  return findings.some(({ state }) => state === "FAIL") ? ExitCode.Failed : ExitCode.Done;
}

/** What a check found. */
interface Finding {
  readonly state: "ok" | "note" | "FAIL";
  readonly text: string;
}

/** Memory below which large fleets may not fit [bytes]. */
const LITTLE_MEMORY = 1e9;

function node(): Finding {
  const { engines } = JSON.parse(
    readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
  ) as { engines: { node: string } };
  const isRight = semver.satisfies(process.version, engines.node);
  return isRight
    ? { state: "ok", text: `Node.js ${process.version}` }
    : {
        state: "FAIL",
        text: `Node.js ${process.version}: expected ${engines.node}; install a newer one`,
      };
}

function machine(): Finding {
  const free = freemem();
  const text = `${availableParallelism()} worker threads, ${(free / 1e9).toFixed(1)} GB of memory free`;
  return free < LITTLE_MEMORY
    ? { state: "note", text: `${text}: little for large fleets` }
    : { state: "ok", text };
}

function folder(): Finding {
  try {
    accessSync(".", constants.W_OK);
    return { state: "ok", text: "reports can be written here" };
  } catch {
    return {
      state: "note",
      text: "this folder may not be written to: use --out or another folder",
    };
  }
}

async function charts(): Promise<Finding> {
  try {
    await import("canvas");
    return { state: "ok", text: "charts can be drawn as PNG" };
  } catch {
    return {
      state: "note",
      text: "no PNG charts: the optional package canvas is not installed (report.html has them all the same)",
    };
  }
}

/** Two runs of the smallest scenario have to be the same, transition by transition. */
function repeats(): Finding {
  const file = fileURLToPath(new URL("../../../scenarios/smoke.yaml", import.meta.url));
  const scenario = loadScenario(file);
  const differing = Object.keys(scenario.policies).filter(
    (policy) => verify(scenario, { policy, replication: 0 }) !== undefined,
  );
  return differing.length === 0
    ? { state: "ok", text: "a run repeats itself transition by transition" }
    : { state: "FAIL", text: `two runs of ${differing.join(", ")} differ: please report this` };
}
