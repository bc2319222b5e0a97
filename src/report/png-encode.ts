import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";

/** A PNG with a palette: a chart has few colours and their shades at edges, and takes less than half of what three bytes a pixel take. */

const MOST_COLOURS = 256;
/** The most frequent colours are kept as they are: the pale band of a policy is near the grey of the grid, and large. */
const EXACT = 96;
/** How far a pixel may be from its colour: squared distances over red, green and blue, tried in turn until a palette does. */
const TOLERANCES = [12, 27, 48, 108, 192, 432, 768, 3_072, 12_288, 200_000];

/** Of zlib: the next takes four times as long for a tenth of the size. */
const LEVEL = 7;

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const INDEXED = 3;

/**
 * Encodes an opaque picture. The work is done in another thread but for the choice of colours.
 *
 * @param pixels rows of blue, green, red, alpha
 * @param width [px]
 * @see RFC 2083
 */
export async function encodePng(pixels: Buffer, width: number): Promise<Buffer> {
  const height = pixels.length / 4 / width;
  const { palette, rows } = indexed(pixels, width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  const data = await promisify(deflate)(rows, { level: LEVEL });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk(
      "PLTE",
      Buffer.from(palette.flatMap((colour) => [red(colour), green(colour), blue(colour)])),
    ),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(data.length, 0);
  edges.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
}

/** Colours as numbers, 0xRRGGBB. */
const red = (colour: number): number => colour >>> 16;
const green = (colour: number): number => (colour >>> 8) & 255;
const blue = (colour: number): number => colour & 255;

/** The picture as positions in a palette, each row after a byte that says that it is not filtered. */
function indexed(
  pixels: Buffer,
  width: number,
): { readonly palette: readonly number[]; readonly rows: Uint8Array } {
  const words = wordsOf(pixels);
  const { palette, place } = paletteOf(countsOf(words));
  const rows = new Uint8Array(words.length + words.length / width);
  let at = 0;
  for (let start = 0; start < words.length; start += width) {
    at += 1;
    const end = start + width;
    // Run by run: most pixels are like the one before.
    for (let from = start, until = start; from < end; from = until) {
      const word = words[from]!;
      until += 1;
      while (until < end && words[until] === word) until += 1;
      rows.fill(place.get(word & COLOUR)!, at, (at += until - from));
    }
  }
  return { palette, rows };
}

/** Alpha, red, green and blue from the highest byte to the lowest, whatever the machine. */
function wordsOf({ buffer, byteOffset, length }: Buffer): Uint32Array {
  return byteOffset % 4 === 0
    ? new Uint32Array(buffer, byteOffset, length / 4)
    : new Uint32Array(buffer.slice(byteOffset, byteOffset + length));
}

/** What of a word is not alpha: the picture is opaque. */
const COLOUR = 0xff_ff_ff;

/** How many pixels have each colour. */
function countsOf(words: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let from = 0, until = 0; from < words.length; from = until) {
    const word = words[from]!;
    until += 1;
    while (until < words.length && words[until] === word) until += 1;
    const colour = word & COLOUR;
    counts.set(colour, (counts.get(colour) ?? 0) + until - from);
  }
  return counts;
}

interface Palette {
  readonly palette: readonly number[];
  /** Position in the palette of every colour. */
  readonly place: ReadonlyMap<number, number>;
}

/** The most frequent colours of which no two are alike, so that no pixel is further than a tolerance from its colour. */
function paletteOf(counts: ReadonlyMap<number, number>): Palette {
  // Of equally frequent ones always the same first, so that the same picture has the same bytes.
  const colours = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  if (colours.length <= MOST_COLOURS) {
    return { palette: colours, place: new Map(colours.map((colour, index) => [colour, index])) };
  }
  for (const tolerance of TOLERANCES) {
    const found = covering(colours, tolerance);
    if (found !== undefined) return found;
  }
  throw new Error("a tolerance of the whole space covers every colour");
}

function covering(colours: readonly number[], tolerance: number): Palette | undefined {
  const palette: number[] = [];
  const place = new Map<number, number>();
  for (const [rank, colour] of colours.entries()) {
    const reach = rank < EXACT ? 0 : tolerance;
    let index = palette.findIndex((one) => distance(one, colour) <= reach);
    if (index < 0) index = palette.push(colour) - 1;
    if (index === MOST_COLOURS) return undefined;
    place.set(colour, index);
  }
  return { palette, place };
}

function distance(a: number, b: number): number {
  return (red(a) - red(b)) ** 2 + (green(a) - green(b)) ** 2 + (blue(a) - blue(b)) ** 2;
}
