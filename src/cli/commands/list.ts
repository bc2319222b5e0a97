import { Command } from "commander";
import type { ExitCode } from "../exit-code.js";
import { listed } from "../listed.js";

/** `shakedown list`: what there is to choose from. */
export function listCommand(_exit: (code: ExitCode) => void): Command {
  return new Command("list")
    .description(
      "List policies, defects, faults, invariants, goals, metrics, warnings, catalogues of defects or scenarios.",
    )
    .argument("[what]", listed.join(", "))
    .argument("[name]", "a preset: prints every field of it, with value, unit and source")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown list policies\n  shakedown list metrics --json\n",
    )
    .action(
      async (what: string | undefined, name: string | undefined, options: { json?: true }) => {
        const { list } = await import("../actions/list.js");
        await list(what, name, options.json === true);
      },
    );
}
