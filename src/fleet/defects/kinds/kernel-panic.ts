import { BootOutcome } from "../../state/phases.js";
import { crashHost } from "../crash-host.js";
import { defineDefect } from "../defect-kind.js";

export const kernelPanic = defineDefect({
  kind: "kernel-panic",
  doc: "the boot panics; a host that is up crashes",
  component: "kernel",
  per: "boot",
  moment: { at: "kernel", outcome: BootOutcome.Panicked },
  boundTo: "host",
  takesAlong: "host",
  bite: crashHost,
  meaningless: [],
});
