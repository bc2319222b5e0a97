import { existsSync } from "node:fs";
import { join } from "node:path";
import { run, say } from "./terminal.mjs";

const compiler = ["g++", "make", "python3", "pkg-config"];
const libraries = ["libcairo2-dev", "libpango1.0-dev", "libjpeg-dev", "libgif-dev", "librsvg2-dev"];
const canvasOnDebian = [...compiler, ...libraries];

/** What to install by hand to build canvas, in the words of each system. */
export const canvasByHand = [
  `  Debian, Ubuntu  apt-get install ${canvasOnDebian.join(" ")}`,
  "  Fedora          dnf install gcc-c++ make python3 pkgconf cairo-devel pango-devel libjpeg-turbo-devel giflib-devel librsvg2-devel",
  "  Alpine          apk add build-base python3 pkgconf cairo-dev pango-dev jpeg-dev giflib-dev librsvg-dev",
  "  macOS           brew install pkg-config python-setuptools cairo pango libpng jpeg giflib librsvg pixman",
].join("\n");

/** Installs what canvas is built from. @returns whether all of it is there now */
export function installCanvasLibraries() {
  return installDebianPackages(canvasOnDebian, "the system libraries of canvas");
}

/** Installs a browser for the report's tests where there is none. */
export function installBrowser() {
  if (["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].some(isOnPath))
    return;
  if (!installDebianPackages(["chromium"], "Chromium for the tests of the HTML report")) {
    say(
      "no Chromium: the browser tests need one; install chromium or google-chrome and put it on the PATH",
    );
  }
}

function installDebianPackages(names, purpose) {
  const apt = aptCommand();
  if (!apt) return false;
  const missing = names.filter((name) => !isInstalledOnDebian(name));
  if (missing.length === 0) return true;
  say(`installing ${purpose}: ${missing.join(" ")}`);
  // A mirror that cannot be reached may not matter: what is asked for can still be in the cache.
  runApt(apt, ["update"]);
  const outcome = runApt(apt, ["install", "-y", "--no-install-recommends", ...missing]);
  if (!outcome.ok) say(`apt-get could not install them:\n${outcome.lastLines}`);
  return outcome.ok;
}

/** The command that runs apt-get with the rights it needs, or undefined where there is no such way. */
function aptCommand() {
  if (process.platform !== "linux" || !isOnPath("apt-get") || !isOnPath("dpkg-query"))
    return undefined;
  if (process.getuid() === 0) return ["env"];
  return isOnPath("sudo") && run("sudo", ["-n", "true"]).ok ? ["sudo", "-n", "env"] : undefined;
}

function runApt([command, ...before], args) {
  const quiet = [
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-q",
    "-o",
    "DPkg::Lock::Timeout=120",
  ];
  return run(command, [...before, ...quiet, ...args]);
}

function isInstalledOnDebian(name) {
  const outcome = run("dpkg-query", ["-W", "-f=${db:Status-Status}", name]);
  return outcome.ok && outcome.output.trim() === "installed";
}

function isOnPath(command) {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, command)));
}
