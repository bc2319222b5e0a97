export { haltOnFailures } from "./halt-on-failures.js";
export { none } from "./none.js";
