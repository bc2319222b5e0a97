import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as CanvasModuleTypes from "canvas";
import { charts } from "./charts/index.js";
import { light } from "./charts/theme.js";
import type { Surface } from "./charts/draw.js";
import type { Report } from "./report.js";

/** Size of a chart in CSS pixels; PNGs have twice as many each way. */
const WIDTH = 960;
const HEIGHT = 480;
const DENSITY = 2;

type CanvasModule = typeof CanvasModuleTypes;

/** A chart as a PNG file. */
export interface ChartImage {
  readonly name: string;
  readonly title: string;
  readonly png: Buffer;
}

/**
 * Draws the charts that apply with node-canvas, from the definitions the browser uses.
 *
 * @returns undefined when `canvas`, an optional dependency, is not installed.
 */
export async function renderPngs(report: Report): Promise<readonly ChartImage[] | undefined> {
  const canvas = await loadCanvas();
  if (canvas === undefined) return undefined;
  const { draw } = await import("./charts/draw.js");
  return charts
    .filter((chart) => chart.applies(report))
    .map((definition) => {
      const { name, title } = definition;
      const surface = canvas.createCanvas(WIDTH, HEIGHT);
      const { options, ...rest } = definition.configuration(report, light);
      const still = { ...options, responsive: false, devicePixelRatio: DENSITY };
      const chart = draw(surface as unknown as Surface, { ...rest, options: still }, light);
      const png = surface.toBuffer("image/png");
      chart.destroy();
      return { name, title, png };
    });
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
