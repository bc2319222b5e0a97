/**
 * Delta debugging (Zeller and Hildebrandt 2002): the elements of a list that a failure needs, by trying parts and the rest
 * without a part, in ever finer cuts. What remains is 1-minimal: without any single element the failure is gone.
 *
 * @param fails whether a shorter list, in the same order, still shows the failure; the full list must.
 */
export function ddmin<T>(
  elements: readonly T[],
  fails: (some: readonly T[]) => boolean,
): readonly T[] {
  if (elements.length === 0 || fails([])) return [];
  let kept = elements;
  let parts = 2;
  while (kept.length > 1) {
    const cuts = cut(kept, parts);
    const part = parts === kept.length ? undefined : cuts.find((one) => fails(one));
    if (part !== undefined) {
      kept = part;
      parts = 2;
      continue;
    }
    const rest = complements(cuts).find((one) => one.length < kept.length && fails(one));
    if (rest !== undefined) {
      kept = rest;
      parts = Math.max(2, Math.min(parts - 1, kept.length));
    } else if (parts < kept.length) {
      parts = Math.min(kept.length, parts * 2);
    } else {
      return kept;
    }
  }
  return kept;
}

/** Cuts a list into parts of nearly the same length. */
function cut<T>(list: readonly T[], parts: number): T[][] {
  const edge = (part: number) => Math.floor((part * list.length) / parts);
  return Array.from({ length: parts }, (_, part) => list.slice(edge(part), edge(part + 1)));
}

/** The list without each of its parts, the last part first: what comes late is needed least. */
function complements<T>(cuts: readonly T[][]): T[][] {
  return cuts.map((_, left) => cuts.flatMap((part, at) => (at === left ? [] : part))).toReversed();
}
