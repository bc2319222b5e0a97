import type { ReplayData } from "../replay/replay-data.js";
import type { Track } from "../replay/track.js";
import { historyOf, momentInWords } from "../replay/words.js";

/** Lines of a history that are shown; a host that crashes all day has more than anybody reads. */
const MOST_LINES = 400;

/** Shows what happened to a host, a list for each policy. */
export function showHistory(
  place: HTMLElement,
  title: string,
  {
    tracks,
    host,
    data,
  }: { readonly tracks: readonly Track[]; readonly host: number; readonly data: ReplayData },
): void {
  const columns = document.createElement("div");
  columns.className = "columns";
  for (const track of tracks) {
    const column = document.createElement("div");
    column.append(withText("h4", track.policy), listOf(track, host, data.releases));
    columns.append(column);
  }
  place.replaceChildren(withText("h3", `History of ${title}`), columns);
  place.hidden = false;
}

function listOf(track: Track, host: number, releases: readonly string[]): HTMLElement {
  const lines = historyOf(track, host, releases);
  if (lines.length === 0) return withText("p", "Served all the time.");
  const list = document.createElement("ol");
  list.tabIndex = 0;
  list.setAttribute("aria-label", `History under ${track.policy}`);
  for (const { time, words } of lines.slice(0, MOST_LINES)) {
    const line = document.createElement("li");
    line.dataset["time"] = String(time);
    line.append(withText("span", momentInWords(time)), withText("span", words));
    list.append(line);
  }
  const rest = lines.length - MOST_LINES;
  if (rest > 0) list.append(withText("li", `and ${rest} lines more`));
  return list;
}

function withText(tag: "h3" | "h4" | "p" | "span" | "li", text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
