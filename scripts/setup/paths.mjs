import { fileURLToPath } from "node:url";

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A path inside the repository as an absolute one. */
export const inRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
