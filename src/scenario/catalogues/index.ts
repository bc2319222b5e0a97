/** Every catalogue of defects. */
import type { Catalogue } from "./catalogue.js";
import { coreosDocker } from "./coreos-docker.js";
import { fedoraCoreosHalts } from "./fedora-coreos-halts.js";
import { flatcarStable } from "./flatcar-stable.js";
import { publicIncidents } from "./public-incidents.js";

/** The catalogues, in the order of the alphabet. */
export const catalogues: readonly Catalogue[] = [
  coreosDocker,
  fedoraCoreosHalts,
  flatcarStable,
  publicIncidents,
];
