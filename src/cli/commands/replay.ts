import { Command, Option } from "commander";
import type { ReplayOptions } from "../actions/replay.js";
import { NEVER } from "../../support/time.js";
import type { ExitCode } from "../exit-code.js";
import { duration, wholeNumber } from "../options.js";

/** `shakedown replay`: the timeline of one replication, in words. */
export function replayCommand(exit: (code: ExitCode) => void): Command {
  return new Command("replay")
    .description("Print the timeline of one replication, filtered by host or time.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option(
      "--policy <name>",
      "policy of the scenario, or a file with one of your own (default: the first)",
    )
    .option("--replication <n>", "which replication", wholeNumber("--replication", 0), 0)
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--host <n>", "only what happens to this host", wholeNumber("--host", 0))
    .option("--from <time>", "from this time since the start, such as 36h", duration("--from"), 0)
    .option("--until <time>", "until this time since the start", duration("--until"), NEVER)
    .option("--containers", "also what happens to every single container")
    .option("--limit <n>", "print at most this many lines", wholeNumber("--limit", 1), 10_000)
    .addOption(
      new Option(
        "--stalls",
        "tell which groups stand still at the end, or at --until, and how it came to that",
      ).conflicts(["host", "from", "containers", "trace"]),
    )
    .option("--json", "print one JSON object a line")
    .option("--trace <file>", "write a trace that Perfetto opens, and print nothing")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown replay scenarios/smoke.yaml --host 3 --from 2d --until 3d\n  shakedown replay scenarios/mechanisms/06-budget-deadlock.yaml --policy for-ever --stalls\n  shakedown replay scenarios/smoke.yaml --policy in-place --trace smoke.trace.json\n",
    )
    .action(async (file: string, options: ReplayOptions) => {
      const { replay } = await import("../actions/replay.js");
      exit(await replay(file, options));
    });
}
