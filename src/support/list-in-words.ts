/** "a", "a and b", "a, b and c"; "none" for none. */
export function listInWords(words: readonly string[], last: "and" | "or" = "and"): string {
  if (words.length < 2) return words[0] ?? "none";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)!}`;
}
