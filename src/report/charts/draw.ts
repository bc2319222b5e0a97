import { Chart as ChartJs, registerables, type ChartConfiguration, type Plugin } from "chart.js";
import annotation from "chartjs-plugin-annotation";
import type { Theme } from "./theme.js";

ChartJs.register(...registerables, annotation);

/** What Chart.js can draw on, in the browser or by node-canvas. */
export type Surface = ConstructorParameters<typeof ChartJs>[0];

/** Draws a chart at once; the caller destroys it. */
export function draw(surface: Surface, configuration: ChartConfiguration, theme: Theme): ChartJs {
  return new ChartJs(surface, {
    ...configuration,
    plugins: [paper(theme), ...(configuration.plugins ?? [])],
  });
}

/** Paints the background, which Chart.js leaves transparent. */
function paper(theme: Theme): Plugin {
  return {
    id: "paper",
    beforeDraw({ ctx, width, height }) {
      ctx.save();
      ctx.globalCompositeOperation = "destination-over";
      ctx.fillStyle = theme.background;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
  };
}
