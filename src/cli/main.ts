#!/usr/bin/env node
import { ExitCode } from "./exit-code.js";
import { runProgram } from "./program.js";

// A reader that has seen enough (`| head`) closes the pipe: that is no error of anybody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(ExitCode.Done);
  throw error;
});

process.exitCode = await runProgram(process.argv);
