export { none } from "./none.js";
export { onCall } from "./on-call.js";
export { scripted } from "./scripted.js";
