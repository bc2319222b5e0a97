export { allAtOnce } from "./all-at-once.js";
export { canaryWaves } from "./canary-waves.js";
export { channel } from "./channel.js";
export { linearRamp } from "./linear-ramp.js";
