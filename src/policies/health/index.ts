export { haltOnFailures } from "./halt-on-failures.js";
export { haltOnSilence } from "./halt-on-silence.js";
export { none } from "./none.js";
