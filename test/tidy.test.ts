/** Rules about the repository itself that no linter knows. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const generated = new Set([
  ".git",
  "node_modules",
  "dist",
  "dist-bench",
  "dist-golden",
  "dist-mutants",
  "dist-reference",
  "coverage",
  "tmp",
]);
const textual = new Set(
  ".ts .mjs .cjs .js .json .yaml .yml .md .html .conf .txt .xml .sh".split(" "),
);

/** All files below a folder of the repository, as paths from its root; none if there is no such folder. */
function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (generated.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");

const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");

/** The files of which a pattern finds something, each with what it found. */
function matches(paths: readonly string[], pattern: RegExp, text = read): string[] {
  return paths.flatMap((path) => {
    const found = pattern.exec(text(path));
    return found ? [`${path}: ${found[0]}`] : [];
  });
}

const sources = filesBelow("src").filter((path) => path.endsWith(".ts"));
const code = (path: string): string => withoutComments(read(path));

describe("registries", () => {
  const registries = ["policies", "faults", "metrics", "invariants", "report/charts"];

  it.each(registries)("lists every file of src/%s in an index.ts of its folder", (name) => {
    expect(unlisted(join("src", name))).toEqual([]);
  });

  function unlisted(folder: string): string[] {
    const files = filesBelow(folder).filter((path) => path.endsWith(".ts"));
    const indexes = files.filter((path) => basename(path) === "index.ts");
    const others = files.filter((path) => basename(path) !== "index.ts");
    if (indexes.length === 0) return [];
    return others
      .filter((path) => !indexes.some((index) => imports(index, path)))
      .filter((path) => definesSomething(path) || !sources.some((other) => imports(other, path)));
  }

  /** What registered files share, their interface above all, is imported somewhere and defines nothing itself. */
  const definesSomething = (path: string): boolean =>
    /(=|default)\s*define[A-Z]\w*\s*[<(]/.test(code(path));

  function imports(from: string, to: string): boolean {
    const target = relative(dirname(from), to).split(sep).join("/").replace(/\.ts$/, ".js");
    return read(from).includes(`"${target.startsWith(".") ? target : `./${target}`}"`);
  }
});

describe("sources", () => {
  it("have names that say something", () => {
    const banned = new Set("util utils helper helpers common manager misc".split(" "));
    const named = [
      ...sources,
      ...filesBelow("test"),
      ...filesBelow("bench"),
      ...filesBelow("scripts"),
    ];
    const wordsOf = (path: string): string[] => path.split(/[/\\.-]/);
    expect(named.filter((path) => wordsOf(path).some((word) => banned.has(word)))).toEqual([]);
  });

  it("stay within 300 lines", () => {
    const lines = (path: string): number => read(path).trimEnd().split("\n").length;
    expect(sources.filter((path) => lines(path) > 300)).toEqual([]);
  });

  it("take no luck and no time from the machine below the report", () => {
    const outer = /^src[/\\](report|testing|cli)[/\\]/;
    const inner = sources.filter((path) => !outer.test(path));
    expect(matches(inner, /Math\.random|Date\.now|new Date\b/, code)).toEqual([]);
  });

  it("raise to a power only where a run does not depend on it", () => {
    const exact =
      /^src[/\\](random|engine|fleet|policies|faults|metrics|invariants|simulation)[/\\]/;
    expect(
      matches(
        sources.filter((path) => exact.test(path)),
        /\*\*=?/,
        code,
      ),
    ).toEqual([]);
  });

  it("leave nothing to do without saying where it is tracked", () => {
    expect(matches(sources, /\b(TODO|FIXME)\b(?!.*https:\/\/).*/)).toEqual([]);
  });
});

describe("the repository", () => {
  const itself = join("test", "tidy.test.ts");
  const texts = filesBelow(".").filter((path) => textual.has(extname(path)) && path !== itself);

  it("names no folder of somebody's machine", () => {
    const readable = texts.filter((path) => !path.startsWith(`scripts${sep}`));
    expect(matches(readable, /(?<![\w.*}])\/(work|root|tmp|home\/\w+)\/.*/)).toEqual([]);
  });

  it("names no package registry", () => {
    const registry = /\bregistry\.[\w.-]*\.(org|com|net|cn)\b|artifactory|verdaccio/i;
    expect(matches(texts, registry)).toEqual([]);
    expect(read("package-lock.json")).not.toContain('"resolved": "http');
  });

  it("tells a newcomer the two commands", () => {
    const readme = read("README.md");
    expect(readme).toContain("npm run demo");
    expect(readme).toContain("npm test");
  });

  it("keeps a changelog with a place for the next change", () => {
    expect(read("CHANGELOG.md")).toMatch(/^## \[?Unreleased\]?/m);
  });
});
