import { hostsAway, type Track } from "../replay/track.js";
import type { Paint } from "./replay-grid.js";

/** Columns of the strip. */
const BINS = 600;

/** What a strip is drawn from. */
export interface StripSubject {
  readonly tracks: readonly Track[];
  /** [ms] */
  readonly horizon: number;
  readonly faults: readonly { readonly from: number; readonly until: number }[];
}

/** Hosts that do not serve, over time, one line for each side, with faults shaded and the moment that is shown. */
export class Strip {
  readonly #canvas: HTMLCanvasElement;
  #away: readonly Uint32Array[] = [];
  #subject: StripSubject | undefined;
  #picture: ImageData | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Draws everything but the moment, which `at` adds. */
  draw(subject: StripSubject, paint: Paint): void {
    if (this.#subject?.tracks !== subject.tracks) {
      this.#away = subject.tracks.map(({ columns, phase }) =>
        hostsAway(columns, subject.horizon, { hosts: phase.length, bins: BINS }),
      );
    }
    this.#subject = subject;
    const width = Math.max(120, this.#canvas.clientWidth);
    const height = 72;
    const density = window.devicePixelRatio > 0 ? window.devicePixelRatio : 1;
    this.#canvas.width = Math.round(width * density);
    this.#canvas.height = Math.round(height * density);
    const context = this.#canvas.getContext("2d")!;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = paint.background;
    context.fillRect(0, 0, width, height);
    context.fillStyle = paint.isDark ? "rgba(230,159,0,0.28)" : "rgba(213,94,0,0.18)";
    for (const { from, until } of subject.faults) {
      const left = (from / subject.horizon) * width;
      context.fillRect(left, 0, Math.max(2, ((until - from) / subject.horizon) * width), height);
    }
    this.#lines(context, width, height, paint);
    this.#picture = context.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #lines(context: CanvasRenderingContext2D, width: number, height: number, paint: Paint): void {
    const most = Math.max(1, ...this.#away.map((away) => away.reduce((a, b) => Math.max(a, b), 0)));
    const y = (value: number) => height - 3 - (value / most) * (height - 18);
    context.strokeStyle = context.fillStyle = paint.soft;
    context.lineWidth = 0.5;
    context.strokeRect(0, height - 2.5, width, 0);
    for (const [side, away] of this.#away.entries()) {
      context.strokeStyle = paint.palette[side % paint.palette.length]!;
      context.lineWidth = 1.75;
      context.setLineDash(side === 0 ? [] : [6, 3]);
      context.beginPath();
      for (const [bin, value] of away.entries()) context.lineTo((bin / BINS) * width, y(value));
      context.stroke();
    }
    context.setLineDash([]);
    context.font = "11px system-ui, sans-serif";
    context.fillText(`most: ${most.toLocaleString("en")}`, 4, 11);
  }

  /** Marks a moment [ms]. */
  at(time: number, { text }: Paint): void {
    const subject = this.#subject;
    if (subject === undefined || this.#picture === undefined) return;
    const context = this.#canvas.getContext("2d")!;
    context.putImageData(this.#picture, 0, 0);
    context.fillStyle = text;
    const width = this.#canvas.clientWidth;
    context.fillRect(Math.min(width - 2, (time / subject.horizon) * width - 0.75), 0, 1.5, 72);
  }

  /** The moment of the most hosts that do not serve on any side [ms]. */
  worstMoment(): number {
    const { horizon } = this.#subject!;
    let best = { value: 0, bin: 0 };
    for (const away of this.#away) {
      for (const [bin, value] of away.entries()) if (value > best.value) best = { value, bin };
    }
    return Math.floor(((best.bin + 0.5) / BINS) * horizon);
  }
}
