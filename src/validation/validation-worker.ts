/** Entry of a worker thread: checks a closed form. */
export { runVector as default } from "./run-vectors.js";
