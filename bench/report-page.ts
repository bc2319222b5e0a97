import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";

/** A figure of a page in a browser, and what it should be. */
export interface PageFigure {
  readonly name: string;
  readonly measured: number;
  readonly goal?: number;
}

/** How long frames are counted [ms]. */
const COUNTED = 4_000;

/** Opens a report in headless Chromium and measures its first paint and the frames of its replay; nothing where there is no Chromium. */
export async function pageFigures(file: string): Promise<PageFigure[]> {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  if (executablePath === undefined) return [];
  const { FONTCONFIG_FILE: _, ...env } = process.env;
  const browser = await chromium.launch({
    executablePath,
    env: env as Record<string, string>,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    const drawn = await page.evaluate<number>("performance.now()");
    await page.waitForSelector("#replay[data-ready]");
    const paint = await page.evaluate<number>(
      `performance.getEntriesByName("first-contentful-paint")[0].startTime`,
    );
    return [
      { name: "first paint [ms]", measured: paint, goal: 1_000 },
      { name: "all charts drawn [ms]", measured: drawn },
      ...(await replayFigures(page)),
    ];
  } finally {
    await browser.close();
  }
}

async function replayFigures(page: Page): Promise<PageFigure[]> {
  await page.locator(".replay-sides").scrollIntoViewIfNeeded();
  const idle = await frames(page, "");
  await page.locator("#replay-time").fill("0");
  await page.locator("#replay-play").click();
  const playing = await frames(page, "");
  await page.locator("#replay-play").click();
  // To and fro over the whole run: every frame is far from the one before.
  const scrubbing = await frames(
    page,
    `slider.value = (0.5 - 0.5 * Math.cos(count / 20)) * Number(slider.max);
     slider.dispatchEvent(new Event("input"));`,
  );
  return [
    { name: "frames/s at rest", measured: idle.rate },
    { name: "frames/s playing", measured: playing.rate, goal: 60 },
    { name: "frames/s scrubbing", measured: scrubbing.rate, goal: 60 },
    { name: "script in a scrubbed frame, median [ms]", measured: scrubbing.work, goal: 1_000 / 60 },
  ];
}

/** Frames a second by the times that the browser gives them, and the median time [ms] of what is done in each. */
function frames(page: Page, work: string): Promise<{ rate: number; work: number }> {
  return page.evaluate(`new Promise((done) => {
    const slider = document.getElementById("replay-time");
    const times = [];
    const spent = [];
    const step = (now) => {
      const count = times.push(now);
      const start = performance.now();
      ${work}
      spent.push(performance.now() - start);
      const passed = now - times[0];
      if (passed < ${COUNTED}) requestAnimationFrame(step);
      else {
        spent.sort((a, b) => a - b);
        done({ rate: (1000 * (count - 1)) / passed, work: spent[count >> 1] });
      }
    };
    requestAnimationFrame(step);
  })`);
}
