import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const inRepository = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["scripts/setup/for-vitest.mjs"],
    setupFiles: ["test/property-seed.ts"],
    // node-canvas crashes in worker threads, so tests run in forked processes.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Fontconfig reads this when canvas is loaded: chart bytes must not depend on the machine's fonts.
    env: { FONTCONFIG_FILE: inRepository("assets/fonts/fonts.conf") },
    coverage: { provider: "v8", include: ["src/**/*.ts"] },
  },
});
