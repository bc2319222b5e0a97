import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** What opens a file in the program that is meant for it, by platform. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Opens a page in the browser. Where there is none, says so and goes on. */
export function openPage(page: string): void {
  const [command, ...before] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...before, resolve(page)], { detached: true, stdio: "ignore" });
  child.on("error", () => {
    process.stderr.write(
      `--open: expected ${command} to open a browser, found none; open ${page}\n`,
    );
  });
  child.unref();
}
