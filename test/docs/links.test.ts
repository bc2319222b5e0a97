/** Links of the pages lead somewhere, and README begins with the answer it promises. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorOf } from "../../reference/markdown.js";
import { type Page, pages, root } from "./pages.js";

const withoutCode = (text: string) =>
  text
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]]/g, ""));

/** Links to files and headings of the repository, without those to other places. */
function linksOf({ text }: Page): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page; a heading that comes again gets a number. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8").replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const anchor = anchorOf(heading!.replaceAll(/[`*]|\]\([^)]*\)/g, ""));
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function isBroken(page: Page, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? page.path : normalize(join(dirname(page.path), file));
  if (!existsSync(join(root, path))) return true;
  return anchor !== undefined && path.endsWith(".md") && !anchorsOf(path).includes(anchor);
}

describe("links", () => {
  it.each(pages)("of $path lead to files and headings that are there", (page) => {
    expect(linksOf(page).filter((target) => isBroken(page, target))).toEqual([]);
  });

  it("are found, and broken ones are seen", () => {
    const readme = pages[0]!;
    expect(linksOf(readme).length).toBeGreaterThan(20);
    expect(isBroken(readme, "docs/no-such-page.md")).toBe(true);
    expect(isBroken(readme, "docs/model.md#no-such-heading")).toBe(true);
  });
});

describe("README", () => {
  const [opening = ""] = readFileSync(join(root, "README.md"), "utf8").split(/^## /m);

  it("opens with one chart, as it stands in the committed report, and the answer that it gives", () => {
    const charts = [...opening.matchAll(/!\[[^\]]+\]\((reports\/[^/]+)\/(charts\/[^)]+)\)/g)];
    expect(charts).toHaveLength(1);
    const [, report = "", chart = ""] = charts[0]!;
    const { files } = JSON.parse(readFileSync(join(root, report, "manifest.json"), "utf8")) as {
      files: { path: string; sha256: string }[];
    };
    const drawn = readFileSync(join(root, report, chart));
    expect(files).toContainEqual(
      expect.objectContaining({
        path: chart,
        sha256: createHash("sha256").update(drawn).digest("hex"),
      }),
    );
    expect(opening).toMatch(/\d ± \d[\s\S]*Read aloud/);
  });
});
