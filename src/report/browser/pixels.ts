/**
 * The pixels of a canvas, to fill thousands of small squares in a frame: as numbers in memory, and then what has changed at once,
 * which takes a fraction of what so many calls take.
 */
export class Pixels {
  readonly #context: CanvasRenderingContext2D;
  readonly #density: number;
  readonly #image: ImageData;
  /** A number for each pixel, over the same memory. */
  readonly #colours: Uint32Array;
  /** Rows that are not on the canvas yet. */
  #top = Infinity;
  #bottom = 0;

  /** @param density pixels for each CSS pixel */
  constructor(context: CanvasRenderingContext2D, density: number) {
    const { width, height } = context.canvas;
    this.#context = context;
    this.#density = density;
    this.#image = context.getImageData(0, 0, width, height);
    this.#colours = new Uint32Array(this.#image.data.buffer);
  }

  /** Fills a square [CSS px]. @param colour of `colourNumber` */
  fill(x: number, y: number, size: number, colour: number): void {
    const { width } = this.#image;
    const left = Math.round(x * this.#density);
    const top = Math.round(y * this.#density);
    // Not rounded up: or there would be no line between it and the next.
    const side = Math.max(1, Math.floor(size * this.#density));
    for (let row = top; row < top + side; row++) {
      const start = row * width + left;
      this.#colours.fill(colour, start, start + side);
    }
    this.#top = Math.min(this.#top, top);
    this.#bottom = Math.max(this.#bottom, top + side);
  }

  /** Brings what was filled to the canvas. */
  show(): void {
    if (this.#bottom <= this.#top) return;
    const { width } = this.#image;
    const height = this.#bottom - this.#top;
    this.#context.putImageData(this.#image, 0, 0, 0, this.#top, width, height);
    this.#top = Infinity;
    this.#bottom = 0;
  }
}

/** The number of a colour "#rrggbb" in the memory of a picture, whatever the order of bytes of the machine. */
export function colourNumber(colour: string): number {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return new Uint32Array(Uint8Array.of(part(1), part(3), part(5), 255).buffer)[0]!;
}
