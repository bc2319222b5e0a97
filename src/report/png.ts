import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as CanvasModuleTypes from "canvas";
import type { ChartConfiguration } from "chart.js";
import { subjectOf } from "./charts/chart.js";
import type { Surface } from "./charts/draw.js";
import { charts } from "./charts/index.js";
import { light, type Theme } from "./charts/theme.js";
import { encodePng } from "./png-encode.js";
import type { Report } from "./report.js";

/** Width of a chart in CSS pixels; PNGs have twice as many each way. */
const WIDTH = 960;
/** Height of a chart that says nothing of its own [CSS px]. */
const HEIGHT = 480;
const DENSITY = 2;

type CanvasModule = typeof CanvasModuleTypes;

/** A chart as a PNG file. */
export interface ChartImage {
  readonly name: string;
  readonly title: string;
  readonly png: Buffer;
}

/** A chart that is ready to be drawn on paper. */
interface Drawing {
  readonly name: string;
  readonly title: string;
  /** [CSS px], 480 by default. */
  readonly height?: number;
  readonly configuration: ChartConfiguration;
}

/**
 * Draws the charts that apply with node-canvas, from the definitions the browser uses.
 *
 * @returns undefined when `canvas`, an optional dependency, is not installed.
 */
export function renderPngs(
  report: Report,
  theme: Theme = light,
): Promise<readonly ChartImage[] | undefined> {
  const subject = subjectOf(report);
  return drawPngs(
    charts
      .filter((chart) => chart.applies(subject))
      .map((chart) => ({
        name: chart.name,
        title: chart.title,
        height: chart.height(subject),
        configuration: chart.configuration(subject, theme),
      })),
    theme,
  );
}

/**
 * Draws charts with node-canvas, in the colours of paper unless another theme is given.
 *
 * @returns undefined when `canvas`, an optional dependency, is not installed.
 */
export async function drawPngs(
  drawings: readonly Drawing[],
  theme: Theme = light,
): Promise<readonly ChartImage[] | undefined> {
  const canvas = await loadCanvas();
  if (canvas === undefined) return undefined;
  const { draw } = await import("./charts/draw.js");
  const encoded = drawings.map(
    ({ name, title, height = HEIGHT, configuration: { options, ...rest } }) => {
      const surface = canvas.createCanvas(WIDTH, height);
      const still = { ...options, responsive: false, devicePixelRatio: DENSITY };
      const chart = draw(surface as unknown as Surface, { ...rest, options: still }, theme);
      const { width } = surface;
      const pixels = surface.toBuffer("raw");
      chart.destroy();
      // Compressed in other threads, while the next chart is drawn.
      return encodePng(pixels, width).then((png) => ({ name, title, png }));
    },
  );
  return Promise.all(encoded);
}

/** Loads node-canvas with our own font only, so that a chart has the same bytes on every machine. */
async function loadCanvas(): Promise<CanvasModule | undefined> {
  process.env["FONTCONFIG_FILE"] ??= fileURLToPath(
    new URL("../../assets/fonts/fonts.conf", import.meta.url),
  );
  try {
    const canvas = await import("canvas");
    const require = createRequire(import.meta.url);
    const font = (file: string) => require.resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`);
    canvas.registerFont(font("DejaVuSans"), { family: "DejaVu Sans" });
    canvas.registerFont(font("DejaVuSans-Bold"), { family: "DejaVu Sans", weight: "bold" });
    return canvas;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Not installed, or installed without its binary. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (
    code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND" || code === "ERR_DLOPEN_FAILED"
  );
}
