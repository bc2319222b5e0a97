import { looks, lookOfPhase } from "../replay/looks.js";
import type { Track } from "../replay/track.js";
import { colourNumber, Pixels } from "./pixels.js";

/** How a page is painted. */
export interface Paint {
  readonly isDark: boolean;
  readonly background: string;
  readonly text: string;
  readonly soft: string;
  readonly accent: string;
  /** Colours of zones and policies. */
  readonly palette: readonly string[];
}

/** Hosts of one zone, and where its block begins [px]. */
interface Block {
  readonly zone: number;
  readonly hosts: readonly number[];
  readonly top: number;
}

/** Width of the strip that says a zone by colour, with the room beside it [px]. */
const EDGE = 9;
const TITLE = 18;
const BELOW = 8;
/** Squares so large have marks [px]. */
const MARKED = 8;

/** Hosts as squares, zone by zone, on a canvas. Only squares that changed are painted again. */
export class HostGrid {
  readonly canvas: HTMLCanvasElement;
  readonly #byZone: readonly (readonly number[])[];
  readonly #zones: readonly string[];
  /** Where each host is [px]. */
  readonly #x: Uint16Array;
  readonly #y: Uint16Array;
  /** The look that each host is painted with; 255: none yet. */
  readonly #painted: Uint8Array;
  readonly #context: CanvasRenderingContext2D;
  /** Where squares are too small for marks: then there are thousands of them. */
  #pixels: Pixels | undefined;
  #blocks: readonly Block[] = [];
  #cell = 8;
  #columns = 1;
  #selected = -1;
  #paint: Paint | undefined;

  constructor(canvas: HTMLCanvasElement, zones: readonly string[], zoneOf: Uint16Array) {
    this.canvas = canvas;
    this.#context = canvas.getContext("2d")!;
    this.#zones = zones;
    this.#x = new Uint16Array(zoneOf.length);
    this.#y = new Uint16Array(zoneOf.length);
    this.#painted = new Uint8Array(zoneOf.length);
    const byZone: number[][] = zones.map(() => []);
    for (const [host, zone] of zoneOf.entries()) byZone[zone]!.push(host);
    this.#byZone = byZone;
  }

  /** Lays the grid out for the width that it has now, and forgets what was painted. */
  layOut(paint: Paint): void {
    const width = Math.max(120, this.canvas.clientWidth);
    const hosts = this.#x.length;
    // Squares as large as a block of about 500 pixels allows.
    this.#cell = Math.max(3, Math.min(26, Math.floor(Math.sqrt(((width - EDGE) * 460) / hosts))));
    this.#columns = Math.max(1, Math.floor((width - EDGE) / this.#cell));
    let top = 0;
    const blocks: Block[] = [];
    for (const [zone, members] of this.#byZone.entries()) {
      if (members.length === 0) continue;
      blocks.push({ zone, hosts: members, top });
      for (const [place, host] of members.entries()) {
        this.#x[host] = EDGE + (place % this.#columns) * this.#cell;
        this.#y[host] = top + TITLE + Math.floor(place / this.#columns) * this.#cell;
      }
      top += TITLE + Math.ceil(members.length / this.#columns) * this.#cell + BELOW;
    }
    this.#blocks = blocks;
    this.#paint = paint;
    this.#clear(width, top, paint);
  }

  #clear(width: number, height: number, paint: Paint): void {
    const density = window.devicePixelRatio > 0 ? window.devicePixelRatio : 1;
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    this.canvas.style.height = `${height}px`;
    const context = this.#context;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = paint.background;
    context.fillRect(0, 0, width, height);
    context.font = "12px system-ui, sans-serif";
    for (const { zone, hosts, top } of this.#blocks) {
      context.fillStyle = paint.palette[zone % paint.palette.length]!;
      const rows = Math.ceil(hosts.length / this.#columns);
      context.fillRect(0, top + TITLE, 4, rows * this.#cell - 1);
      context.fillStyle = paint.soft;
      const words = `zone ${this.#zones[zone]!} · ${hosts.length.toLocaleString("en")} hosts`;
      context.fillText(words, EDGE, top + TITLE - 6);
    }
    this.#painted.fill(255);
    this.#pixels = this.#size() < MARKED ? new Pixels(context, density) : undefined;
  }

  /** Of a square, without the line between it and the next [px]. */
  #size(): number {
    return this.#cell - (this.#cell > 4 ? 1 : 0.5);
  }

  /** Paints the squares whose look has changed. */
  draw({ phase }: Track): void {
    const paint = this.#paint;
    if (paint === undefined) return;
    if (this.#pixels === undefined) this.#drawLarge(phase, paint);
    else this.#drawSmall(phase, this.#pixels, paint);
    this.#frame(paint);
  }

  #drawSmall(phase: Uint8Array, pixels: Pixels, paint: Paint): void {
    const size = this.#size();
    const colours = looks.map(({ light, dark }) => colourNumber(paint.isDark ? dark : light));
    for (let host = 0; host < phase.length; host++) {
      const look = lookOfPhase[phase[host]!]!;
      if (this.#painted[host] === look) continue;
      this.#painted[host] = look;
      pixels.fill(this.#x[host]!, this.#y[host]!, size, colours[look]!);
    }
    pixels.show();
  }

  #drawLarge(phase: Uint8Array, paint: Paint): void {
    const context = this.#context;
    const size = this.#size();
    for (const [index, look] of looks.entries()) {
      context.fillStyle = paint.isDark ? look.dark : look.light;
      for (let host = 0; host < phase.length; host++) {
        const wanted = lookOfPhase[phase[host]!]!;
        if (wanted !== index || this.#painted[host] === index) continue;
        this.#painted[host] = index;
        context.fillRect(this.#x[host]!, this.#y[host]!, size, size);
        if (look.mark !== "") {
          this.#mark(look.mark, this.#x[host]!, this.#y[host]!);
          context.fillStyle = paint.isDark ? look.dark : look.light;
        }
      }
    }
  }

  /** Trouble is told by shape as well as by colour. */
  #mark(mark: "cross" | "bar" | "dot", x: number, y: number): void {
    const context = this.#context;
    const end = this.#cell - 1;
    context.fillStyle = context.strokeStyle = this.#paint!.background;
    context.lineWidth = Math.max(1.5, end / 9);
    context.beginPath();
    if (mark === "cross") {
      context.moveTo(x + end * 0.28, y + end * 0.28);
      context.lineTo(x + end * 0.72, y + end * 0.72);
      context.moveTo(x + end * 0.72, y + end * 0.28);
      context.lineTo(x + end * 0.28, y + end * 0.72);
    } else if (mark === "bar") {
      context.moveTo(x + end * 0.25, y + end / 2);
      context.lineTo(x + end * 0.75, y + end / 2);
    } else {
      context.arc(x + end / 2, y + end / 2, end * 0.16, 0, 7);
      context.fill();
    }
    if (mark !== "dot") context.stroke();
  }

  #frame(paint: Paint): void {
    const host = this.#selected;
    if (host < 0) return;
    const context = this.#context;
    context.strokeStyle = paint.text;
    context.lineWidth = 2;
    const size = this.#cell > 5 ? this.#cell - 3 : this.#cell;
    context.strokeRect(this.#x[host]! + 1, this.#y[host]! + 1, size, size);
  }

  /** Frames a host; -1: none. */
  select(host: number): void {
    this.#selected = host;
    // The frame reaches over its neighbours where squares are small.
    if (this.#paint !== undefined) this.layOut(this.#paint);
  }

  /** The host at a place on the canvas [px]; undefined where there is none. */
  hostAt(x: number, y: number): number | undefined {
    const block = this.#blocks.findLast(({ top }) => y >= top + TITLE);
    if (block === undefined || x < EDGE) return undefined;
    const column = Math.floor((x - EDGE) / this.#cell);
    const row = Math.floor((y - block.top - TITLE) / this.#cell);
    return column < this.#columns ? block.hosts[row * this.#columns + column] : undefined;
  }

  /** The host that an arrow key leads to, in the order of the grid. */
  neighbour(host: number, key: string): number | undefined {
    const order = this.#blocks.flatMap(({ hosts }) => hosts);
    const place = order.indexOf(host);
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: place - 1,
      ArrowRight: place + 1,
      ArrowUp: place - this.#columns,
      ArrowDown: place + this.#columns,
      Home: 0,
      End: order.length - 1,
    };
    const wanted = steps[key];
    if (wanted === undefined) return undefined;
    return place < 0 ? order[0] : order[Math.max(0, Math.min(order.length - 1, wanted))];
  }
}
