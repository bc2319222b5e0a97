/** What the pages of the repository tell a reader to type, and which files they tell them to write. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** A step of a page: a file that the reader writes, or a command with the output that the page shows, if it shows any. */
export type Step =
  | { readonly kind: "file"; readonly path: string; readonly text: string }
  | { readonly kind: "command"; readonly line: string; readonly output: string | undefined };

/** A page and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page that readers of the repository see; reports are written by the command itself. */
export const pages: readonly Page[] = [
  "README.md",
  "CONTRIBUTING.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  ...markdownBelow("docs"),
  ...markdownBelow("scenarios"),
].map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

function markdownBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
    .map((path) => join(folder, path))
    .toSorted();
}

/**
 * The steps of a page, in its order. `sh` blocks hold commands, `console` blocks commands after `$` with what they print, a
 * block with `title="PATH"` is a file, and lines of other YAML blocks that run `npx shakedown` are commands of a CI recipe.
 */
export function stepsOf({ text }: Page): readonly Step[] {
  return [...text.matchAll(/^ *```(\w+)(?: title="([^"]+)")?\n([\s\S]*?)^ *```$/gm)].flatMap(
    ([, language, path, body]): Step[] => {
      if (path !== undefined) return [{ kind: "file", path, text: body! }];
      if (language === "sh") return linesOf(body!).map(command);
      if (language === "console") return session(body!);
      if (language === "yaml") return recipeLines(body!).map(command);
      return [];
    },
  );
}

const command = (line: string): Step => ({ kind: "command", line, output: undefined });

/** Commands, without comments, those that go on after `\` put together. */
function linesOf(body: string): string[] {
  return body
    .replaceAll(/ *\\\n */g, " ")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}

function session(body: string): Step[] {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((turn): Step => {
      const [line = "", ...output] = turn.split("\n");
      return { kind: "command", line, output: output.join("\n").trimEnd() };
    });
}

function recipeLines(body: string): string[] {
  return [...body.matchAll(/^[\s-]*(?:run:|script:|-)\s+((?:npx )?shakedown .*)$/gm)].map(
    ([, line]) => line!,
  );
}

/** What a page mentions in passing, as `shakedown report DIR` or `npm run bench`. */
export function mentionsOf({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  return [...prose.matchAll(/`((?:npx )?shakedown\s[^`]*|npm (?:run|test)[^`]*)`/g)].map(
    ([, mention]) => mention!.replaceAll(/\s+/g, " "),
  );
}
