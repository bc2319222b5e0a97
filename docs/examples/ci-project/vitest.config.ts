import { defineConfig } from "vitest/config";

export default defineConfig({ test: { setupFiles: ["test/set-up.ts"], testTimeout: 60_000 } });
