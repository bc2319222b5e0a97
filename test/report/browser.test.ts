import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildReport } from "../../src/report/build-report.js";
import { charts } from "../../src/report/charts/index.js";
import { writeReport } from "../../src/report/write.js";
import { smokeComparison } from "./smoke-comparison.js";

/** The report as its reader sees it: the real file in headless Chromium, which the set-up of `npm test` installs. */

const executablePath = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find(existsSync);
const comparison = await smokeComparison();
const folder = mkdtempSync(join(tmpdir(), "shakedown-browser-"));
const complaints: string[] = [];
let browser: Browser;
let page: Page;

beforeAll(async () => {
  expect(executablePath, "Chromium is installed by the set-up of npm test").toBeDefined();
  await writeReport(comparison, join(folder, "report"));
  // Chromium needs the machine's fonts, not the one that charts are drawn with here.
  const { FONTCONFIG_FILE: _, ...env } = process.env;
  browser = await chromium.launch({
    executablePath: executablePath!,
    env: env as Record<string, string>,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
    ],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(pathToFileURL(join(folder, "report/report.html")).href);
  await page.waitForSelector("html[data-ready]");
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

it("shows the figures of the comparison and complains about nothing", async () => {
  const row = buildReport(comparison).rows.find(({ metric }) => metric === "container-downtime")!;
  for (const { policy, value, halfWidth } of row.cells) {
    const cell = page.locator(`tr[data-metric="container-downtime"] td[data-policy="${policy}"]`);
    expect(await cell.innerText()).toContain(`${value} ± ${halfWidth}`);
  }
  expect(complaints).toEqual([]);
});

it("draws every chart that has something to show", async () => {
  // As text: this code runs in the page, whose types the tests do not have.
  const inked = await page.evaluate<number[]>(`
    [...document.querySelectorAll("canvas[data-chart]")].map((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const paper = [data[0], data[1], data[2]];
      let ink = 0;
      for (let i = 0; i < data.length; i += 4) ink += paper.some((value, c) => data[i + c] !== value);
      return ink / (canvas.width * canvas.height);
    })
  `);
  expect(inked).toHaveLength(charts.length);
  for (const share of inked) expect(share).toBeGreaterThan(0.005);
});

it("orders the policies by a metric when it is clicked, and the other way round at a second click", async () => {
  const order = () =>
    page.$$eval("#ranking-table thead th[data-policy]", (cells) =>
      cells.map((cell) => cell.textContent),
    );
  const byValue = buildReport(comparison)
    .rows.find(({ metric }) => metric === "availability")!
    .cells.toSorted((a, b) => a.sortKey! - b.sortKey!)
    .map(({ policy }) => policy);
  const button = page.locator('tr[data-metric="availability"] button.sort');
  await button.click();
  expect(await order()).toEqual(byValue);
  await button.click();
  expect(await order()).toEqual(byValue.toReversed());
});

it("shows the metrics of the second rank on demand", async () => {
  const more = page.locator("#ranking-table tbody.more");
  expect(await more.isVisible()).toBe(false);
  await page.locator("#more-metrics").click();
  expect(await more.isVisible()).toBe(true);
});

it("fits a telephone without scrolling sideways", async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - window.innerWidth",
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
