import { subjectOf } from "../charts/chart.js";
import { draw } from "../charts/draw.js";
import { charts } from "../charts/index.js";
import { dark, light, type Theme } from "../charts/theme.js";
import type { Report } from "../report.js";
import { sortPolicies, toggleMetrics } from "./ranking.js";

/** What the HTML report does in a browser: charts in the colours of the page, and a table that sorts. */

const data = document.getElementById("report-data")?.textContent ?? "null";
const report = JSON.parse(data) as Report;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const printing = matchMedia("print");
let drawn: ReturnType<typeof draw>[] = [];

function theme(): Theme {
  return prefersDark.matches && !printing.matches ? dark : light;
}

function drawAll(): void {
  for (const chart of drawn) chart.destroy();
  drawn = charts.flatMap((chart) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-chart="${chart.name}"]`);
    return canvas === null
      ? []
      : [draw(canvas, chart.configuration(subjectOf(report), theme()), theme())];
  });
}

drawAll();
prefersDark.addEventListener("change", drawAll);
printing.addEventListener("change", drawAll);
sortPolicies();
toggleMetrics();
document.documentElement.dataset["ready"] = "true";
