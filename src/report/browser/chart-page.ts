import type { ChartConfiguration } from "chart.js";
import { subjectOf, type Chart, type Subject } from "../charts/chart.js";
import { FONT } from "../charts/axes.js";
import { draw } from "../charts/draw.js";
import { charts } from "../charts/index.js";
import { dark, light, type Theme } from "../charts/theme.js";
import type { Report } from "../report.js";
import { addTools } from "./tools.js";
import { zoomByDrag } from "./zoom.js";

/** Width below which names on charts are cut shorter [CSS px]. */
const NARROW = 700;

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const printing = matchMedia("print");
const narrow = matchMedia(`(max-width: ${NARROW}px)`);

/** Draws the charts in the colours of the page, to be zoomed, read and taken away. */
export function startCharts(report: Report): void {
  const page = new ChartPage(report);
  for (const box of document.querySelectorAll<HTMLInputElement>("#policies input")) {
    box.addEventListener("change", () => page.show(box.value, box.checked));
  }
  for (const query of [prefersDark, printing, narrow]) {
    query.addEventListener("change", () => void page.drawAll());
  }
  void page.drawAll();
}

/** A chart and where it is drawn. */
interface Place {
  readonly chart: Chart;
  readonly canvas: HTMLCanvasElement;
}

/** The charts of the page and which policies they show. */
class ChartPage {
  readonly #report: Report;
  readonly #hidden = new Set<string>();
  readonly #drawn = new Map<Chart, ReturnType<typeof draw>>();
  readonly #places: readonly Place[];
  #latest = 0;

  constructor(report: Report) {
    this.#report = report;
    this.#places = charts.flatMap((chart) => {
      const canvas = document.querySelector<HTMLCanvasElement>(
        `canvas[data-chart="${chart.name}"]`,
      );
      return canvas === null ? [] : [{ chart, canvas }];
    });
    for (const { chart, canvas } of this.#places) {
      const table = () => chart.table(this.#subject());
      addTools(canvas.closest("figure")!, { table, canvas });
      zoomByDrag(canvas, () => this.#drawn.get(chart));
    }
  }

  /** Shows a policy on the charts, or leaves it out. */
  show(policy: string, isShown: boolean): void {
    if (isShown) this.#hidden.delete(policy);
    else this.#hidden.add(policy);
    void this.drawAll();
  }

  /** Draws one chart after the other, so that the page can be read meanwhile. */
  async drawAll(): Promise<void> {
    const mine = ++this.#latest;
    for (const place of this.#places) {
      if (!printing.matches) await pause();
      if (mine !== this.#latest) return;
      this.#draw(place);
    }
    document.documentElement.dataset["ready"] = String(mine);
  }

  #draw({ chart, canvas }: Place): void {
    this.#drawn.get(chart)?.destroy();
    this.#drawn.delete(chart);
    const subject = this.#subject();
    if (!chart.applies(subject)) return;
    canvas.parentElement!.style.height = `${chart.height(subject)}px`;
    const configuration = chart.configuration(subject, theme());
    if (narrow.matches) makeNarrow(configuration);
    this.#drawn.set(chart, draw(canvas, configuration, theme()));
  }

  #subject(): Subject {
    return subjectOf(this.#report, this.#hidden, narrow.matches ? 14 : 34);
  }
}

/** Leaves the room to the figures: the title stands above the canvas, too, and the axis is explained below it. */
function makeNarrow({ options }: ChartConfiguration): void {
  if (options === undefined) return;
  if (options.plugins?.title !== undefined) options.plugins.title.display = false;
  options.layout = { padding: { left: 2, right: 6, top: 4, bottom: 4 } };
  const { y, ends } = options.scales ?? {};
  if (y !== undefined && "title" in y) y.title = { display: false };
  for (const scale of [y, ends]) {
    if (scale?.ticks !== undefined) scale.ticks.font = { family: FONT, size: 10 };
  }
}

function theme(): Theme {
  return prefersDark.matches && !printing.matches ? dark : light;
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
