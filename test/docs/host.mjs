// Runs lines with the compiled program, one after the other: starting it anew for each would cost more than they do.
import { runProgram } from "../../dist/cli/program.js";

process.on("message", ({ folder, words }) => void answer(folder, words));

async function answer(folder, words) {
  const printed = { stdout: "", stderr: "" };
  const kept = Object.keys(printed).map((name) => [name, process[name].write]);
  for (const [name] of kept) {
    process[name].write = (text, encoding, done = encoding) => {
      printed[name] += text;
      if (typeof done === "function") done();
      return true;
    };
  }
  process.chdir(folder);
  const code = await runProgram([process.execPath, "shakedown", ...words]);
  for (const [name, write] of kept) process[name].write = write;
  process.send({ code, ...printed });
}
