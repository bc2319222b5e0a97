import { Command } from "commander";
import type { ExitCode } from "../exit-code.js";

/** `shakedown doctor`: whether this installation works, and what it can do here. */
export function doctorCommand(exit: (code: ExitCode) => void): Command {
  return new Command("doctor")
    .description("Check this installation: Node, charts, disk, a run that repeats itself.")
    .addHelpText("after", "\nExample:\n  shakedown doctor\n")
    .action(async () => {
      const { doctor } = await import("../actions/doctor.js");
      exit(await doctor());
    });
}
