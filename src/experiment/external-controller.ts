import { isMainThread, threadId } from "node:worker_threads";
import type { Decision, View } from "../fleet/control/policy-contract.js";
import { answerSchema } from "../policies/command-schema.js";
import type { ExternalController } from "../policies/policy-schema.js";
import { provideControllers } from "../simulation/own-policies.js";
import { ControllerError, type RunPolicy } from "../simulation/run.js";
import { type ControllerChannel, openChannel } from "./controller-channel.js";

/**
 * Policies that a program decides, over lines of JSON in virtual time: a question `{id, policy, view, memory}`, an answer
 * `{id, commands, wakeAt, memory}`. The program keeps nothing between questions that it does not send as `memory`, so that a
 * replication can be forked and repeated. One program serves all replications of a thread.
 */

const channels = new Map<string, ControllerChannel>();

function channelTo(controller: ExternalController): ControllerChannel {
  const key = JSON.stringify(controller.command);
  const open = channels.get(key) ?? openChannel(controller.command);
  channels.set(key, open);
  return open;
}

/** Ends every program that was started in this thread. */
export function closeControllers(): void {
  for (const channel of channels.values()) channel.close();
  channels.clear();
}

let questions = 0;

function connect(name: string, controller: ExternalController): RunPolicy<unknown> {
  return {
    start: () => null,
    decide(view, memory) {
      const id = (questions += 1);
      const question = JSON.stringify(
        { protocol: 1, id, policy: name, view, memory },
        nullForNever,
      );
      const reply = channelTo(controller).ask(question, controller.timeout);
      if ("failure" in reply) throw gone(name, controller, reply);
      return answerOf(name, view, id, reply.line);
    },
  };
}

/** JSON has no Infinity. */
function nullForNever(_key: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? null : value;
}

function gone(
  name: string,
  { command }: ExternalController,
  { failure, detail }: { readonly failure: "slow" | "dead"; readonly detail: string },
): ControllerError {
  closeControllers();
  const what = failure === "slow" ? `has not answered within ${detail}` : `is gone (${detail})`;
  const where = isMainThread ? "" : `, in thread ${threadId}`;
  return new ControllerError(
    `policy ${name}: its controller \`${command.join(" ")}\` ${what}${where}`,
  );
}

function answerOf(name: string, view: View, id: number, line: string): Decision<unknown> {
  const answer = answerSchema.safeParse(parsed(line));
  if (!answer.success) {
    const problems = answer.error.issues.map(
      ({ path, message }) => `${path.join(".") || "answer"}: ${message}`,
    );
    throw nonsense(name, view, problems.join("; "), line);
  }
  const { commands, wakeAt, memory } = answer.data;
  if (answer.data.id !== id) {
    throw nonsense(name, view, `id: expected ${id}, got ${answer.data.id}`, line);
  }
  return { commands, wakeAt, memory: memory ?? null };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function nonsense(name: string, view: View, problem: string, line: string): ControllerError {
  closeControllers();
  const said = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  return new ControllerError(
    `policy ${name}: its controller answers nonsense at ${view.now} ms: ${problem}\n  it said: ${said}`,
  );
}

/** Makes policies of `kind: external` possible in this thread. */
export function useControllers(): void {
  provideControllers(connect);
}
