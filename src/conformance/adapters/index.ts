import type { Adapter } from "../adapter.js";

/** Every adapter: one for each family of vectors. */
export const adapters: readonly Adapter[] = [];
