import { bootFailed } from "../../boot/boot.js";
import { BootOutcome, Cause } from "../../state/phases.js";
import { interrupt } from "../../boot/power.js";
import { stopRuntime } from "../../containers/runtime.js";
import { defineDefect } from "../defect-kind.js";

export const bootHang = defineDefect({
  kind: "boot-hang",
  doc: "the boot hangs; a host that is up hangs",
  component: "kernel",
  per: "boot",
  moment: { at: "kernel", outcome: BootOutcome.Hung },
  boundTo: "host",
  bite(world, host) {
    interrupt(world, host, Cause.Defect);
    stopRuntime(world, host, Cause.Defect);
    bootFailed(world, host, BootOutcome.Hung, Cause.Defect);
  },
  meaningless: [
    { per: "container-start", why: "a boot hangs before any container starts" },
    { per: "installation", why: "nothing boots when a package is installed" },
  ],
});
