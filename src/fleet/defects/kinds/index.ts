export { bootHang } from "./boot-hang.js";
export { brokenBridge } from "./broken-bridge.js";
export { containerPanic } from "./container-panic.js";
export { kernelPanic } from "./kernel-panic.js";
export { latentCrash } from "./latent-crash.js";
export { lostCapacity } from "./lost-capacity.js";
export { lostNetwork } from "./lost-network.js";
export { runtimeCrash } from "./runtime-crash.js";
