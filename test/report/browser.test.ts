import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
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

it("leaves a policy out of every chart when its box is cleared, and brings it back", async () => {
  const name = comparison.policies[0]!.name;
  const box = page.locator(`#policies input[value="${name}"]`);
  const csv = () => downloadOf("downtime-by-cause", "CSV");
  expect((await csv()).toString()).toContain(name);
  await box.uncheck();
  expect((await csv()).toString()).not.toContain(name);
  await box.check();
  expect((await csv()).toString()).toContain(name);
});

/** What a button above a chart downloads. */
async function downloadOf(chart: string, form: string): Promise<Buffer> {
  const waiting = page.waitForEvent("download");
  await page.locator(`#${chart} .tools button`, { hasText: form }).click();
  return readFileSync(await (await waiting).path());
}

it("gives the figures of summary.json away as CSV, and each chart as PNG", async () => {
  const summary = JSON.parse(readFileSync(join(folder, "report/summary.json"), "utf8")) as {
    policies: { name: string; metrics: Record<string, { mean: number }> }[];
  };
  const lines = (await downloadOf("failed-boots", "CSV")).toString().trim().split("\r\n");
  expect(lines).toHaveLength(1 + summary.policies.length);
  for (const { name, metrics } of summary.policies) {
    const line = lines.find((one) => one.startsWith(`${name},`))!;
    const total = Number(line.split(",")[1]!.split(" ")[0]);
    const mean = metrics["boot-episodes"]!.mean;
    expect(Math.abs(total - mean)).toBeLessThanOrEqual(0.5 + 0.01 * mean);
  }
  const png = await downloadOf("pareto", "PNG");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
});

it("zooms in by a drag and out by a double click", async () => {
  const canvas = page.locator('canvas[data-chart="adoption"]');
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const before = await canvas.screenshot();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  await page.mouse.move(0, 0);
  const zoomed = await canvas.screenshot();
  expect(zoomed.equals(before)).toBe(false);
  await canvas.dblclick({ position: { x: 5, y: 5 } });
  await page.mouse.move(0, 0);
  expect((await canvas.screenshot()).equals(before)).toBe(true);
});

it("has a link to each section and each chart", async () => {
  await page.locator('#pareto button[data-link="pareto"]').click();
  expect(page.url()).toMatch(/#pareto$/);
  expect(await page.locator("h2 button[data-link]").count()).toBeGreaterThan(4);
});

it("is drawn in dark colours on a dark page, and in light ones on paper", async () => {
  const corner = () =>
    page.evaluate<number[]>(
      `[...document.querySelector("canvas").getContext("2d").getImageData(1, 1, 1, 1).data]`,
    );
  const redrawn = async (change: () => Promise<void>) => {
    const before = await page.locator("html").getAttribute("data-ready");
    await change();
    await page.waitForFunction(`document.documentElement.dataset.ready !== "${before ?? ""}"`);
    return corner();
  };
  expect(await redrawn(() => page.emulateMedia({ colorScheme: "dark" }))).toEqual([
    20, 24, 29, 255,
  ]);
  expect(await redrawn(() => page.emulateMedia({ media: "print" }))).toEqual([255, 255, 255, 255]);
  expect(await page.locator(".tools").first().isVisible()).toBe(false);
  const screen = page.viewportSize()!;
  // A sheet of A4 between its margins.
  await page.setViewportSize({ width: 688, height: 1_000 });
  expect(
    await page.locator("html").evaluate((html: { scrollWidth: number }) => html.scrollWidth),
  ).toBe(688);
  await page.setViewportSize(screen);
  await redrawn(() => page.emulateMedia({ media: "screen", colorScheme: "light" }));
});

it("links to every section below the answer", async () => {
  const targets = await page.$$eval("nav.contents a", (links) =>
    links.map((link) => link.getAttribute("href")),
  );
  const sections = await page.$$eval("main > section:not(#answer)", (found) =>
    found.map(({ id }) => `#${id}`),
  );
  expect(targets).toEqual(sections);
  expect(targets).toContain("#charts");
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

it("gives axe-core nothing serious or critical to find", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
      `axe.run().then(({ violations }) => violations)`,
    );
    const grave = found.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
  }
});
