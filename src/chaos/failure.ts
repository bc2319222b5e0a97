import type { FoundBreach } from "../simulation/folds.js";

/** How a chaos case fails, and what makes two failures the same one. */
export interface Failure extends FoundBreach {
  /** What the breach is about: the first word of its message, as `host` or `container`. */
  readonly subject: string;
}

/** The failure that a breach is. */
export function failureOf(breach: FoundBreach): Failure {
  const [word = "run"] = breach.message.toLowerCase().match(/[a-z]{3,}/) ?? [];
  // "2 hosts …" and "1 host …" are about the same.
  return { ...breach, subject: word.replace(/s$/, "") };
}

/** What makes two failures the same: the invariant and what the breach is about. Host numbers, times and names do not. */
export function identityOf({ invariant, subject }: Failure): string {
  return `${invariant}/${subject}`;
}
