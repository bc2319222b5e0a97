import { distance } from "fastest-levenshtein";

/**
 * The known word nearest to a misspelt one, or undefined where none is near enough to be meant: at most 2 edits or a third of
 * the word, and fewer than it has letters.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(Math.max(2, Math.floor(word.length / 3)) + 1, word.length);
  for (const candidate of known) {
    const edits = distance(word, candidate);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}
