import { z } from "zod";
import { shown } from "../support/quantity.js";

/** The schema of a name that the scenario gives to something: one line of text. */
export function name(example: string) {
  const error = (issue: { readonly input?: unknown }) =>
    `expected a name such as ${example}, got ${shown(issue.input)}`;
  return z
    .string({ error })
    .regex(/^\S(?:.{0,62}\S)?$/u, { error })
    .describe(`A name such as ${example}.`);
}

/** The schema of a name that becomes part of a path or a command: lower-case words, joined by `-` or `.`. */
export function kebabName(example: string) {
  const error = (issue: { readonly input?: unknown }) =>
    `expected a name in lower-case letters, digits, "-" and "." such as ${example}, got ${shown(issue.input)}`;
  return z
    .string({ error })
    .regex(/^(?=.{1,64}$)[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/, { error })
    .describe(`A name such as ${example}.`);
}
