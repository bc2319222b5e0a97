import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { linesIn, main, shakedown, smoke } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-lifecycle-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the command and lets a test wait for what it prints. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder });
  let text = "";
  const more = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => {
      text += data.toString();
      for (const wake of more) wake();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const said = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (text.includes(words)) resolve();
      };
      more.add(look);
      look();
    });
  return { child, ended, said };
}

describe("a run that is interrupted", () => {
  it("keeps what it has, and goes on to the same bytes as one that was not", async () => {
    const args = ["run", smoke, "--replications", "120", "--workers", "1", "--quiet"];
    const { child, ended } = start(...args, "--out", "resumed");
    const journal = join(folder, "resumed/replications.jsonl");
    // Three policies: what comes first is no comparison yet.
    await linesIn(journal, 12);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    const partial = JSON.parse(readFileSync(join(folder, "resumed/summary.json"), "utf8")) as {
      partial: boolean;
    };
    expect(partial.partial).toBe(true);
    // As a machine that loses power leaves it.
    appendFileSync(journal, '{"policy":"two-sl');
    const kept = readFileSync(journal, "utf8").split("\n").length - 2;
    expect(kept).toBeGreaterThan(0);
    expect(
      shakedown(folder, [...args, "--out", "resumed", "--seed", "other", "--resume"]),
    ).toMatchObject({
      status: 2,
    });
    expect(shakedown(folder, [...args, "--out", "resumed", "--resume"]).status).toBe(0);
    expect(existsSync(journal)).toBe(false);
    expect(shakedown(folder, [...args, "--out", "whole"]).status).toBe(0);
    expect(
      readFileSync(join(folder, "resumed/summary.json")).equals(
        readFileSync(join(folder, "whole/summary.json")),
      ),
    ).toBe(true);
  });
});

describe("a disk that fills", () => {
  /** No file may grow beyond a limit: what a full disk is to the one who writes. */
  function withLimit(blocks: number, command: string, out: string) {
    const line = `"${process.execPath}" "${main}" ${command} --out ${out}`;
    return spawnSync("sh", ["-c", `ulimit -f ${blocks}; exec ${line}`], {
      cwd: folder,
      encoding: "utf8",
    });
  }

  it.each([
    ["a comparison", `run "${smoke}" --replications 2`],
    ["an answer", `no-return "${smoke}" --replications 1`],
  ])(
    "leaves nothing half-written of %s, and the figures are printed all the same",
    (_, command) => {
      const { status, stdout, stderr } = withLimit(2, command, "full");
      expect(stdout).toContain("two-slots");
      expect(stderr).toContain("could not be written");
      expect(stderr).not.toContain("    at ");
      expect(status).toBe(2);
      expect(readdirSync(folder).filter((name) => name === "full" || name.startsWith("."))).toEqual(
        [],
      );
    },
  );
});

describe("--watch", () => {
  it("runs again when the file is saved, says what moved, and ends by Ctrl-C", async () => {
    const file = join(folder, "watched.yaml");
    writeFileSync(file, readFileSync(smoke, "utf8"));
    const { child, ended, said } = start(
      "run",
      "watched.yaml",
      "--watch",
      "--no-report",
      "--quiet",
    );
    await said("watching watched.yaml");
    writeFileSync(file, "apiVersion: shakedown/v1\nname: [\n");
    await said("watched.yaml:");
    writeFileSync(
      file,
      readFileSync(smoke, "utf8").replace("probability: 30%", "probability: 31%"),
    );
    await said("figures compared");
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});

it("ends quietly when its reader has seen enough", () => {
  const command = `"${process.execPath}" "${main}" run "${smoke}" --replications 2 --no-report | head -n 1`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" });
  expect(stdout.split("\n")).toHaveLength(2);
  expect(stderr).toBe("");
});
