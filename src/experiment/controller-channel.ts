import {
  MessageChannel,
  receiveMessageOnPort,
  type MessagePort,
  Worker,
} from "node:worker_threads";

/**
 * A line to a program that is waited for: the program runs beside a thread of its own, and this thread sleeps until there is
 * an answer. A simulation goes from event to event and cannot come back to one later.
 */
export interface ControllerChannel {
  /**
   * Sends a line and waits for the next one.
   *
   * @returns the line, or what came instead of it.
   */
  ask(line: string, timeout: number): Reply;
  close(): void;
}

/** A line, or why there is none. */
export type Reply =
  { readonly line: string } | { readonly failure: "slow" | "dead"; readonly detail: string };

/** Source of the thread beside the program: lines in, lines out, one at a time. */
const BESIDE = `
const { workerData, parentPort } = require("node:worker_threads");
const { spawn } = require("node:child_process");
const { createInterface } = require("node:readline");
const { command, port, bell } = workerData;
const signal = new Int32Array(bell);
let errors = "";
const send = (message) => { port.postMessage(message); Atomics.add(signal, 0, 1); Atomics.notify(signal, 0); };
const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "pipe"] });
child.on("error", (error) => send({ dead: error.message }));
child.stderr.on("data", (chunk) => { errors = (errors + chunk).slice(-2000); });
child.stdin.on("error", () => {});
createInterface({ input: child.stdout }).on("line", (line) => send({ line }));
child.on("close", (code, name) => send({ dead: (name ? "killed by " + name : "ended with exit code " + code) + (errors.trim() === "" ? "" : "; it said: " + errors.trim()) }));
port.on("message", (line) => { if (line === null) { child.kill(); port.close(); } else child.stdin.write(line + "\\n"); });
`;

/** Starts a program. */
export function openChannel(command: readonly string[]): ControllerChannel {
  const bell = new SharedArrayBuffer(4);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(BESIDE, {
    eval: true,
    workerData: { command, port: port2, bell },
    transferList: [port2],
  });
  worker.unref();
  const signal = new Int32Array(bell);
  let heard = 0;
  return {
    ask(line, timeout) {
      port1.postMessage(line);
      Atomics.wait(signal, 0, heard, timeout);
      const reply = receive(port1);
      if (reply === undefined) return { failure: "slow", detail: `${timeout} ms` };
      heard += 1;
      return reply;
    },
    close() {
      port1.postMessage(null);
      port1.close();
    },
  };
}

function receive(port: MessagePort): Reply | undefined {
  const received = receiveMessageOnPort(port) as
    { message: { line?: string; dead?: string } } | undefined;
  if (received === undefined) return undefined;
  const { line, dead } = received.message;
  return line === undefined ? { failure: "dead", detail: dead ?? "" } : { line };
}
