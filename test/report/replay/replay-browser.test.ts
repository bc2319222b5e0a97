import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HostPhase } from "../../../src/fleet/state/phases.js";
import { packColumns } from "../../../src/report/replay/columns.js";
import { tracksOf } from "../../../src/report/replay/read-replay.js";
import { recordReplay } from "../../../src/report/replay/record.js";
import { countsInWords, looks } from "../../../src/report/replay/looks.js";
import { historyOf, momentInWords } from "../../../src/report/replay/words.js";
import { writeReport } from "../../../src/report/write.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { smokeComparison } from "../smoke-comparison.js";

/** The replay as its reader moves it, in headless Chromium. */

const executablePath = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find(existsSync);
const comparison = await smokeComparison(2);
const replay = recordReplay(
  { ...loadScenario("scenarios/smoke.yaml"), replications: 2 },
  comparison,
);
const folder = mkdtempSync(join(tmpdir(), "shakedown-replay-"));
const complaints: string[] = [];
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await writeReport(comparison, join(folder, "report"), replay);
  const { FONTCONFIG_FILE: _, ...env } = process.env;
  browser = await chromium.launch({
    executablePath: executablePath!,
    env: env as Record<string, string>,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(join(folder, "report/report.html")).href);
  await page.waitForSelector("#replay[data-ready]");
}, 60_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

it("counts hosts by phase at the moment that the scrubber is moved to, on both sides", async () => {
  const time = Math.floor(replay.horizon / 2 / 1000) * 1000;
  await page.locator("#replay-time").fill(String(time));
  const tracks = tracksOf(replay);
  const shown = [tracks[0]!, tracks.at(-1)!];
  for (const track of shown) track.seek(time);
  expect(await page.locator(".replay-side .counts").allInnerTexts()).toEqual(
    shown.map(({ counts }) => countsInWords(counts)),
  );
  expect(await page.locator("#replay-clock").innerText()).toBe(momentInWords(time));
  await page.waitForFunction(
    `document.getElementById("replay-live").textContent.startsWith(${JSON.stringify(momentInWords(time))})`,
  );
  expect(complaints).toEqual([]);
});

it("tells the history of a host that is clicked, and of the next at an arrow key", async () => {
  const grid = page.locator(".replay-side canvas").first();
  await grid.click({ position: { x: 14, y: 24 } });
  const titleOf = () => page.locator("#replay-history h3").innerText();
  expect(await titleOf()).toContain("History of host 0 ");
  const words = await page.locator("#replay-history .columns > div:first-child li").allInnerTexts();
  const expected = historyOf(tracksOf(replay)[0]!, 0, replay.releases);
  expect(words.map((line) => line.replace(/\s+/g, " "))).toEqual(
    expected.map((line) => `${momentInWords(line.time)} ${line.words}`),
  );
  const before = await titleOf();
  await grid.press("ArrowRight");
  expect(await titleOf()).not.toBe(before);
});

it("goes to where the policies part", async () => {
  await page.locator("#replay-go").click();
  const words = await page.locator("#replay-parting").innerText();
  expect(words).toContain(await page.locator("#replay-clock").innerText());
  const host = await page.locator("#replay-host").inputValue();
  expect(words).toContain(`host ${host} `);
});

it("plays, and stops where it is told to", async () => {
  await page.locator("#replay-time").fill("0");
  await page.locator("#replay-play").click();
  await page.waitForFunction('Number(document.getElementById("replay-time").value) > 0');
  await page.locator("#replay-play").click();
  const stopped = await page.locator("#replay-time").inputValue();
  await page.waitForTimeout(100);
  expect(await page.locator("#replay-time").inputValue()).toBe(stopped);
  expect(complaints).toEqual([]);
});

it("paints every host of a large fleet in the colour of its phase, on a dense screen too", async () => {
  const hosts = 10_000;
  const large = largeReplay(hosts);
  await writeReport(comparison, join(folder, "large"), large);
  const dense = await browser.newPage({ deviceScaleFactor: 1.5 });
  await dense.goto(pathToFileURL(join(folder, "large/report.html")).href);
  await dense.waitForSelector("#replay[data-ready]");
  const [track] = tracksOf(large);
  for (const time of [large.horizon, 3_000_000, 5_000_000]) {
    await dense.locator("#replay-time").fill(String(time));
    track!.seek(time);
    // Counted by colour, without the edge, which says a zone by colours of its own.
    const colours = await dense.evaluate<Record<string, number>>(`(() => {
      const canvas = document.querySelector(".replay-side canvas");
      const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const counts = {};
      for (let i = 0; i < width * height; i++) {
        if (i % width < 13) continue;
        const hex = "#" + [0, 1, 2].map((c) => data[4 * i + c].toString(16).padStart(2, "0")).join("");
        counts[hex] = (counts[hex] ?? 0) + 1;
      }
      return counts;
    })()`);
    const shares = looks.map(({ light, phases }) => {
      const painted = colours[light] ?? 0;
      const sum = phases.reduce<number>((all, phase) => all + track!.counts[phase]!, 0);
      return { painted, sum };
    });
    // Squares are of one size but for rounding: a host is as many pixels whatever its colour.
    const serving = shares.find(({ sum }) => sum > hosts / 4)!;
    const pixelsOfHost = serving.painted / serving.sum;
    for (const { painted, sum } of shares) {
      expect(Math.abs(painted / pixelsOfHost - sum)).toBeLessThanOrEqual(0.02 * sum);
    }
  }
  await dense.close();
}, 60_000);

/** Every host goes down once, and half of them come back. */
function largeReplay(hosts: number): typeof replay {
  const records = Array.from({ length: hosts }, (_, i) => [i * 1000, (i * 7_919) % hosts] as const);
  const rows = [
    ...records.map(([time, host]) => [time, host, HostPhase.Down] as const),
    ...records.map(([time, host]) => [hosts * 1000 + time, host, HostPhase.Serving] as const),
  ].slice(0, hosts * 1.5);
  const columns = {
    time: Float64Array.from(rows, ([time]) => time),
    host: Uint32Array.from(rows, ([, host]) => host),
    what: Uint8Array.from(rows, ([, , what]) => what),
    more: new Uint32Array(rows.length),
  };
  const bytes = packColumns(columns, hosts);
  const packed = deflateRawSync(bytes).toString("base64");
  const track = { policy: "all", detail: "phases", records: rows.length, packed } as const;
  return {
    ...replay,
    hosts,
    horizon: hosts * 2000,
    zones: ["a"],
    zoneRuns: [0, hosts],
    groups: [{ name: "web", first: 0, hosts }],
    faults: [],
    tracks: [{ ...track, bytes: bytes.length }],
  };
}
