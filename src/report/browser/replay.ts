import { dark, light } from "../charts/theme.js";
import { countsInWords } from "../replay/looks.js";
import { firstParting, type Parting } from "../replay/parting.js";
import type { ReplayData } from "../replay/replay-data.js";
import type { Track } from "../replay/track.js";
import { hostInWords, momentInWords, partingInWords, zonesOfHosts } from "../replay/words.js";
import { HostGrid, type Paint } from "./replay-grid.js";
import { showHistory } from "./replay-history.js";
import { Strip } from "./replay-strip.js";
import { unpackTrack } from "./replay-unpack.js";

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");
const printing = matchMedia("print");

/** Brings the replay to life, where the report has one. */
export async function startReplay(): Promise<void> {
  const section = document.getElementById("replay");
  const text = document.getElementById("replay-data")?.textContent;
  if (section === null || text === null || text === undefined) return;
  const data = JSON.parse(text) as ReplayData;
  const tracks = await Promise.all(data.tracks.map((track) => unpackTrack(track, data)));
  new Replay(section, data, tracks).start();
  section.dataset["ready"] = "true";
}

/** One side: a policy and its grid. */
interface Side {
  readonly grid: HostGrid;
  readonly choice: HTMLSelectElement;
  readonly counts: HTMLElement;
}

/** The replay as its reader moves it. */
class Replay {
  readonly #data: ReplayData;
  readonly #tracks: readonly Track[];
  readonly #zones: Uint16Array;
  readonly #sides: readonly Side[];
  readonly #strip: Strip;
  readonly #slider = input("replay-time");
  readonly #play = element("replay-play");
  #shown: readonly Track[] = [];
  #parting: Parting | undefined;
  #paint: Paint = paintOf();
  #time = 0;
  #host = -1;
  #isPlaying = false;
  #speaksAt = 0;

  constructor(section: HTMLElement, data: ReplayData, tracks: readonly Track[]) {
    this.#data = data;
    this.#tracks = tracks;
    this.#zones = zonesOfHosts(data);
    this.#strip = new Strip(element("replay-strip") as HTMLCanvasElement);
    this.#sides = [...section.querySelectorAll<HTMLElement>(".replay-side")].map((side) => ({
      grid: new HostGrid(side.querySelector("canvas")!, data.zones, this.#zones),
      choice: side.querySelector("select")!,
      counts: side.querySelector<HTMLElement>(".counts")!,
    }));
  }

  start(): void {
    this.#listen();
    this.#choose();
    // What prints is a frame worth printing.
    this.#seek(this.#strip.worstMoment());
  }

  #listen(): void {
    this.#slider.addEventListener("input", () => this.#seek(Number(this.#slider.value)));
    this.#play.addEventListener("click", () => this.#toggle());
    element("replay-go").addEventListener("click", () => this.#showParting());
    input("replay-host").addEventListener("change", () => {
      const host = Number(input("replay-host").value);
      if (Number.isInteger(host) && host >= 0 && host < this.#data.hosts) this.#select(host);
    });
    for (const fault of document.querySelectorAll<HTMLElement>(".replay-fault")) {
      fault.addEventListener("click", () => this.#seek(Number(fault.dataset["time"])));
    }
    const strip = element("replay-strip");
    strip.addEventListener("click", ({ offsetX }) =>
      this.#seek(Math.round((offsetX / strip.clientWidth) * this.#data.horizon)),
    );
    for (const { grid, choice } of this.#sides) {
      choice.addEventListener("change", () => this.#choose());
      grid.canvas.addEventListener("click", ({ offsetX, offsetY }) => {
        const host = grid.hostAt(offsetX, offsetY);
        if (host !== undefined) this.#select(host);
      });
      grid.canvas.addEventListener("keydown", (event) => this.#key(event, grid));
    }
    for (const query of [prefersDark, printing]) {
      query.addEventListener("change", () => this.#layOut());
    }
    window.addEventListener("resize", () => this.#layOut());
  }

  #key(event: KeyboardEvent, grid: HostGrid): void {
    if (event.key === " ") this.#toggle();
    else {
      const host = grid.neighbour(this.#host, event.key);
      if (host === undefined) return;
      this.#select(host);
    }
    event.preventDefault();
  }

  /** Takes the policies that the sides ask for. */
  #choose(): void {
    this.#shown = this.#sides.map(({ choice }) => this.#tracks[Number(choice.value)]!);
    for (const [side, { choice }] of this.#sides.entries()) {
      choice.parentElement!.dataset["policy"] = this.#shown[side]!.policy;
    }
    const [a, b] = this.#shown;
    const both = a !== undefined && b !== undefined;
    this.#parting = both && a !== b ? firstParting(a, b) : undefined;
    element("replay-parting").textContent = both
      ? partingInWords(this.#parting, { a, b, data: this.#data })
      : "";
    element("replay-parting").parentElement!.hidden = !both;
    element("replay-go").hidden = this.#parting === undefined;
    this.#layOut();
    this.#showHistory();
  }

  #layOut(): void {
    this.#paint = paintOf();
    for (const { grid } of this.#sides) grid.layOut(this.#paint);
    const { horizon, faults } = this.#data;
    this.#strip.draw({ tracks: this.#shown, horizon, faults }, this.#paint);
    const key = element("replay-strip-key");
    key.replaceChildren(
      ...this.#shown.flatMap(({ policy }, side) => {
        const line = document.createElement("i");
        line.style.borderTopColor = this.#paint.palette[side]!;
        line.style.borderTopStyle = side === 0 ? "solid" : "dashed";
        return [line, policy];
      }),
    );
    this.#draw();
  }

  #seek(time: number): void {
    this.#time = Math.max(0, Math.min(this.#data.horizon, time));
    this.#draw();
  }

  #draw(): void {
    const moment = momentInWords(this.#time);
    for (const [side, { grid, counts }] of this.#sides.entries()) {
      const track = this.#shown[side]!;
      track.seek(this.#time);
      grid.draw(track);
      counts.textContent = countsInWords(track.counts);
    }
    this.#strip.at(this.#time, this.#paint);
    this.#slider.value = String(this.#time);
    this.#slider.setAttribute("aria-valuetext", moment);
    element("replay-clock").textContent = moment;
    this.#markNow();
    if (!this.#isPlaying) this.#speak();
  }

  /** Says the moment and its counts to those who listen, once the scrubber rests. */
  #speak(): void {
    window.clearTimeout(this.#speaksAt);
    this.#speaksAt = window.setTimeout(() => {
      const counts = this.#shown.map((track) => `${track.policy}: ${countsInWords(track.counts)}`);
      element("replay-live").textContent = `${momentInWords(this.#time)}. ${counts.join(". ")}.`;
    }, 400);
  }

  #toggle(): void {
    this.#isPlaying = !this.#isPlaying;
    this.#play.textContent = this.#isPlaying ? "Pause" : "Play";
    this.#play.setAttribute("aria-pressed", String(this.#isPlaying));
    if (!this.#isPlaying) return this.#speak();
    if (this.#time >= this.#data.horizon) this.#time = 0;
    let before = performance.now();
    const step = (now: number): void => {
      if (!this.#isPlaying) return;
      // Those who asked for less motion see a new still each second.
      if (!prefersStill.matches || now - before >= 1000) {
        const speed = Number((element("replay-speed") as HTMLSelectElement).value);
        this.#seek(this.#time + ((now - before) / 1000) * speed);
        before = now;
      }
      if (this.#time >= this.#data.horizon) this.#toggle();
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #showParting(): void {
    if (this.#parting === undefined) return;
    if (this.#isPlaying) this.#toggle();
    this.#seek(this.#parting.time);
    this.#select(this.#parting.host);
  }

  #select(host: number): void {
    this.#host = host;
    input("replay-host").value = String(host);
    for (const { grid } of this.#sides) grid.select(host);
    this.#showHistory();
    this.#draw();
    const words = hostInWords(this.#data, this.#zones, host);
    for (const { grid } of this.#sides) {
      grid.canvas.setAttribute("aria-label", `${words}; arrow keys choose another`);
    }
  }

  #showHistory(): void {
    if (this.#host < 0) return;
    const title = hostInWords(this.#data, this.#zones, this.#host);
    const tracks = [...new Set(this.#shown)];
    showHistory(element("replay-history"), title, { tracks, host: this.#host, data: this.#data });
    this.#markNow();
  }

  /** Which lines of the history have happened, and which is the last of them. */
  #markNow(): void {
    for (const list of document.querySelectorAll("#replay-history ol")) {
      let last: Element | undefined;
      const later: [HTMLElement, boolean][] = [];
      for (const line of list.children as HTMLCollectionOf<HTMLElement>) {
        const isLater = Number(line.dataset["time"]) > this.#time;
        if (!isLater) last = line;
        later.push([line, isLater]);
      }
      for (const [line, isLater] of later) {
        const wanted = line === last ? "now" : isLater ? "later" : "";
        // In each frame: what is as it was costs nothing.
        if (line.className !== wanted) line.className = wanted;
      }
    }
  }
}

function paintOf(): Paint {
  const isDark = prefersDark.matches && !printing.matches;
  const { background, text, mark, palette } = isDark ? dark : light;
  return { isDark, background, text, soft: mark, accent: palette[0]!, palette };
}

function element(id: string): HTMLElement {
  return document.getElementById(id)!;
}

function input(id: string): HTMLInputElement {
  return element(id) as HTMLInputElement;
}
