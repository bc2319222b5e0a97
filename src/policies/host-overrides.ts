/** What a policy may say of the hosts themselves: the plain settings of mechanism, agent and runtime, any field left out. */
export {
  agentConfig as agentOverride,
  mechanismConfig as updateOverride,
  runtimeConfig as runtimeOverride,
} from "../fleet/config.js";
