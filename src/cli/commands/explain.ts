import { Command } from "commander";
import type { ExitCode } from "../exit-code.js";

/** `shakedown explain`: what a metric, a policy, a part of one, a defect, a fault, an invariant or a catalogue of defects is, with every setting and its source. */
export function explainCommand(_exit: (code: ExitCode) => void): Command {
  return new Command("explain")
    .description(
      "Explain a metric, policy, policy part, defect, fault, invariant, warning or catalogue of defects.",
    )
    .argument("<name>", "as `shakedown list` prints it")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown explain container-downtime\n  shakedown explain coreos-locksmith\n  shakedown explain broken-bridge\n",
    )
    .action(async (name: string) => {
      const { explain } = await import("../actions/explain.js");
      explain(name);
    });
}
