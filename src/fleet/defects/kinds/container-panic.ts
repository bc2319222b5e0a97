import { crashHost } from "../crash-host.js";
import { defineDefect } from "../defect-kind.js";

export const containerPanic = defineDefect({
  kind: "container-panic",
  doc: "the host crashes and boots again",
  component: "runtime",
  per: "container-start",
  moment: { at: "container-start" },
  boundTo: "host",
  takesAlong: "host",
  bite: crashHost,
  meaningless: [
    { per: "installation", why: "it is a start of a container that brings the host down" },
  ],
});
