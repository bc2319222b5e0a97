import { crashHost } from "../crash-host.js";
import { defineDefect } from "../defect-kind.js";

export const latentCrash = defineDefect({
  kind: "latent-crash",
  doc: "the host crashes and boots again",
  component: "userland",
  per: "boot",
  // A crash ends the boot that is under way, so that it always comes as an event of its own.
  moment: { at: "userland", strike: "later" },
  boundTo: "host",
  takesAlong: "host",
  bite: crashHost,
  meaningless: [],
});
