import { subjectOf, type Chart, type Subject } from "../charts/chart.js";
import { draw } from "../charts/draw.js";
import { charts } from "../charts/index.js";
import { dark, light, type Theme } from "../charts/theme.js";
import type { Report } from "../report.js";
import { startReplay } from "./replay.js";
import { sortPolicies, toggleMetrics } from "./ranking.js";
import { addSectionLinks, addTools } from "./tools.js";
import { zoomByDrag } from "./zoom.js";

/** What the HTML report does in a browser: charts in the colours of the page that can be zoomed, read and taken away. */

/** Width below which names on charts are cut shorter [CSS px]. */
const NARROW = 700;

const data = document.getElementById("report-data")?.textContent ?? "null";
const report = JSON.parse(data) as Report;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const printing = matchMedia("print");
const narrow = matchMedia(`(max-width: ${NARROW}px)`);
const hidden = new Set<string>();
const drawn = new Map<Chart, ReturnType<typeof draw>>();
const canvases = charts.flatMap((chart) => {
  const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-chart="${chart.name}"]`);
  return canvas === null ? [] : [{ chart, canvas }];
});
let latest = 0;

function theme(): Theme {
  return prefersDark.matches && !printing.matches ? dark : light;
}

function subject(): Subject {
  return subjectOf(report, hidden, narrow.matches ? 14 : 34);
}

/** Draws one chart after the other, so that the page can be read meanwhile. */
async function drawAll(): Promise<void> {
  const mine = ++latest;
  for (const { chart, canvas } of canvases) {
    if (!printing.matches) await pause();
    if (mine !== latest) return;
    drawn.get(chart)?.destroy();
    drawn.delete(chart);
    const shown = subject();
    if (!chart.applies(shown)) continue;
    canvas.parentElement!.style.height = `${chart.height(shown)}px`;
    drawn.set(chart, draw(canvas, chart.configuration(shown, theme()), theme()));
  }
  document.documentElement.dataset["ready"] = String(mine);
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

for (const { chart, canvas } of canvases) {
  addTools(canvas.closest("figure")!, { table: () => chart.table(subject()), canvas });
  zoomByDrag(canvas, () => drawn.get(chart));
}
for (const box of document.querySelectorAll<HTMLInputElement>("#policies input")) {
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(box.value);
    else hidden.add(box.value);
    void drawAll();
  });
}
addSectionLinks();
sortPolicies();
toggleMetrics();
for (const query of [prefersDark, printing, narrow]) {
  query.addEventListener("change", () => void drawAll());
}
void drawAll();
void startReplay();
