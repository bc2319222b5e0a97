import { createCanvas, loadImage } from "canvas";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { bandsOf } from "../../src/experiment/bands.js";
import type { ReplicationRow } from "../../src/experiment/replication-row.js";
import { SERIES_BINS } from "../../src/metrics/metric.js";
import { renderJson } from "../../src/report/json.js";
import { fingerprint } from "../../src/report/manifest.js";
import { encodePng } from "../../src/report/png-encode.js";
import { readReplay, readReport } from "../../src/report/read.js";
import { restored, stored } from "../../src/report/stored-comparison.js";
import { writeReport } from "../../src/report/write.js";
import { smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison(2);

/** What reports save room by, and that nothing is lost by it. */

it("keeps the times of bands once, and those that differ where they are", () => {
  const [first, ...others] = comparison.policies;
  const own = { times: [1, 2], low: [0, 0], mean: [1, 1], high: [2, 2] };
  const odd = { ...comparison, policies: [first!, { ...others[0]!, bands: { own } }] };
  expect(restored(stored(odd))).toEqual(odd);
  const written = renderJson(odd);
  expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(stored(odd))));
  const times = `[${first!.bands["serving"]!.times.join(",")}]`;
  expect(written.split(times)).toHaveLength(2);
});

it("writes strings as they are, whatever brackets they have", () => {
  const name = 'a [\n 1,\n 2\n] {\n "b": [3]\n}';
  const named = { ...comparison, scenario: { ...comparison.scenario, name, zones: [name, "["] } };
  expect(restored(JSON.parse(renderJson(named)) as ReturnType<typeof stored>)).toEqual(named);
});

it("rounds bands by less than a chart can show of their range", () => {
  const series = (level: number, swing: number) =>
    Float64Array.from({ length: SERIES_BINS }, (_, bin) => level + swing * Math.sin(bin));
  for (const [level, swing] of [
    [0.9995, 0.0004],
    [5_000, 4_999],
    [0.5, 0.5],
  ] as const) {
    const row = { series: { some: series(level, swing) } } as unknown as ReplicationRow;
    const { mean } = bandsOf([row], 1_000)["some"]!;
    for (const [bin, value] of mean.entries()) {
      const off = Math.abs(value - series(level, swing)[bin]!);
      expect(off).toBeLessThanOrEqual((2 * swing) / 1_800);
    }
  }
});

it("reads the first version of summary.json, and says that it does not read its replay", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shakedown-compact-"));
  try {
    await writeReport(comparison, folder);
    const schema = "shakedown.comparison/v1";
    const old = `${JSON.stringify({ ...comparison, schema }, null, 1)}\n`;
    writeFileSync(join(folder, "summary.json"), old);
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as {
      files: { path: string; sha256: string }[];
    };
    manifest.files.find((file) => file.path === "summary.json")!.sha256 = fingerprint(old);
    writeFileSync(path, JSON.stringify(manifest));
    expect(readReport(folder)).toEqual(comparison);
    manifest.files.push({ path: "replay.json", sha256: "" });
    writeFileSync(path, JSON.stringify(manifest));
    expect(() => readReplay(folder, "")).toThrow(/replay.json was written by .* run the scenario/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("has the data of its charts in the page, deflated", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shakedown-compact-"));
  try {
    await writeReport(comparison, folder);
    const page = readFileSync(join(folder, "report.html"), "utf8");
    const [, packed] = /id="report-data">([^<]*)</.exec(page)!;
    const data = JSON.parse(inflateRawSync(Buffer.from(packed!, "base64")).toString()) as {
      comparison: ReturnType<typeof stored>;
    };
    expect(restored(data.comparison).policies.map(({ bands }) => bands)).toEqual(
      comparison.policies.map(({ bands }) => bands),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([200, 60_000])(
  "draws a picture of %i colours with each pixel near its own",
  async (most) => {
    const [width, height] = [300, 200];
    const pixels = Buffer.alloc(4 * width * height, 255);
    for (let i = 0; i < width * height; i++) {
      const colour = (i * 2_654_435_761) % most;
      pixels.set([colour & 255, (colour >> 8) & 255, (colour >> 4) & 255], 4 * i);
    }
    const image = await loadImage(await encodePng(pixels, width));
    expect([image.width, image.height]).toEqual([width, height]);
    const context = createCanvas(width, height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let worst = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [b, g, r] = pixels.subarray(i, i + 3);
      worst = Math.max(worst, Math.hypot(data[i]! - r!, data[i + 1]! - g!, data[i + 2]! - b!));
    }
    // Few colours are kept; many, spread over the space, are as far apart as 256 of them must be.
    if (most === 200) expect(worst).toBe(0);
    else expect(worst).toBeLessThan(60);
  },
);
