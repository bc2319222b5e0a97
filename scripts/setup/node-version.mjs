import { SetupError } from "./terminal.mjs";

const oldest = [20, 19];

/** Refuses a Node.js that is too old, before anything else can fail in a stranger way. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  const oldEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (!oldEnough) {
    throw new SetupError(
      `expected Node.js ${oldest.join(".")} or newer, got ${version}; install a current release from nodejs.org`,
    );
  }
}
