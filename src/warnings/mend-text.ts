import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Path } from "../scenario/read-yaml.js";

/** Takes things out of the text of a scenario and leaves every other character as it is: comments, order, spacing. */

/**
 * The text without what stands at a path. What would be left empty goes with it.
 *
 * @returns undefined where it cannot be taken out by itself: it comes through an anchor that others use, or shares its line.
 */
export function withoutPath(text: string, path: Path): string | undefined {
  const document = parseDocument(text, { merge: true, stringKeys: true, logLevel: "error" });
  for (let depth = path.length; depth > 0; depth--) {
    const holder = document.getIn(path.slice(0, depth - 1), true);
    if (!isMap(holder) && !isSeq(holder)) return undefined;
    const index = indexIn(holder, path[depth - 1]!);
    if (index < 0) return undefined;
    if (holder.items.length > 1 || depth === 1) return withoutItem(text, holder, index);
  }
  return undefined;
}

type Holder = YAMLMap | YAMLSeq;

function indexIn(holder: Holder, step: string | number): number {
  if (isSeq(holder)) return Number(step) < holder.items.length ? Number(step) : -1;
  return holder.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(step));
}

function withoutItem(text: string, holder: Holder, index: number): string | undefined {
  const spans = holder.items.map(spanOf);
  const [from, until] = spans[index] ?? [undefined, undefined];
  if (from === undefined || until === undefined) return undefined;
  const before = spans[index - 1];
  const after = spans[index + 1];
  if (holder.flow === true) {
    if (before !== undefined) return cut(text, before[1]!, until);
    return after === undefined ? cut(text, from, until) : cut(text, from, after[0]!);
  }
  const line = text.lastIndexOf("\n", from - 1) + 1;
  const own = isSeq(holder) ? /^\s*-\s+$/ : /^\s*$/;
  if (own.test(text.slice(line, from))) {
    const end = text.indexOf("\n", Math.max(from, until - 1));
    return cut(text, line, end < 0 ? text.length : end + 1);
  }
  // The first key of an entry stands behind its dash: the next one takes its place.
  return index === 0 && after !== undefined && isMap(holder)
    ? cut(text, from, after[0]!)
    : undefined;
}

function cut(text: string, from: number, until: number): string {
  return text.slice(0, from) + text.slice(until);
}

/** Where an entry begins and ends in the text, without comments around it. */
function spanOf(item: unknown): readonly [number | undefined, number | undefined] {
  if (isPair(item)) {
    const key = isNode(item.key) ? item.key : undefined;
    const value = isNode(item.value) ? item.value : undefined;
    return [startOf(key), endOf(value) ?? endOf(key)];
  }
  const node = isNode(item) ? item : undefined;
  return [startOf(node), endOf(node)];
}

function startOf(node: Node | undefined): number | undefined {
  return node?.range?.[0];
}

function endOf(node: Node | undefined): number | undefined {
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    return spanOf(node.items.at(-1))[1];
  }
  return node?.range?.[1];
}
