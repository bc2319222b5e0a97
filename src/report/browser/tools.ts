import type { ChartTable } from "../charts/chart.js";

/** What stands above a chart: its picture, its figures, and a link to it. */
export function addTools(
  figure: HTMLElement,
  { table, canvas }: { readonly table: () => ChartTable; readonly canvas: HTMLCanvasElement },
): void {
  const bar = document.createElement("p");
  bar.className = "tools";
  bar.append(
    button("PNG", `PNG of ${figure.id}, download`, () =>
      canvas.toBlob((blob) => blob !== null && save(blob, `${figure.id}.png`)),
    ),
    button("CSV", `CSV of the figures of ${figure.id}, download`, () =>
      save(new Blob([csvOf(table())], { type: "text/csv" }), `${figure.id}.csv`),
    ),
    linkButton(figure.id),
  );
  figure.querySelector("h3")?.after(bar);
}

/** A link to each section, beside its heading. */
export function addSectionLinks(): void {
  for (const section of document.querySelectorAll<HTMLElement>("main > section[id]")) {
    section.querySelector("h2")?.append(" ", linkButton(section.id));
  }
}

function linkButton(id: string): HTMLButtonElement {
  const made = button("Copy link", `Copy link to ${id}`, () => {
    location.hash = id;
    // Pages opened from a file may not reach the clipboard: then the address bar has the link.
    void navigator.clipboard?.writeText(location.href).then(
      () => {
        made.textContent = "Copied";
        setTimeout(() => (made.textContent = "Copy link"), 1_500);
      },
      () => undefined,
    );
  });
  made.dataset["link"] = id;
  return made;
}

function button(text: string, label: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "tool";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", onClick);
  return made;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @see RFC 4180 */
function csvOf({ head, rows }: ChartTable): string {
  const field = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}
