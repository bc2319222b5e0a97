export { canaryWaves } from "./canary-waves.js";
export { coreosImmediate } from "./coreos-immediate.js";
export { coreosLocksmith } from "./coreos-locksmith.js";
export { fedoraCoreos } from "./fedora-coreos.js";
export { ubuntuUnattended } from "./ubuntu-unattended.js";
