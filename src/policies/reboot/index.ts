export { immediate } from "./immediate.js";
export { manual } from "./manual.js";
export { maxUnavailable } from "./max-unavailable.js";
export { semaphore } from "./semaphore.js";
export { window } from "./window.js";
