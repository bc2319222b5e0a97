// Vitest runs this once before the tests: those of the command line use what was built from the sources they stand beside.
import { build } from "./build.mjs";

export async function setup() {
  await build();
}
