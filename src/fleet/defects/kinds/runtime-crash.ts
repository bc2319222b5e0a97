import { Trouble } from "../../state/host-columns.js";
import { breakRuntime } from "../../containers/runtime.js";
import { crashDaemon } from "../crash-daemon.js";
import { defineDefect } from "../defect-kind.js";

export const runtimeCrash = defineDefect({
  kind: "runtime-crash",
  doc: "the daemon does not start until people come; one that runs restarts",
  component: "runtime",
  per: "boot",
  moment: {
    at: "daemon-start",
    strike: (world, host, { per }) => breakRuntime(world, host, Trouble.Runtime, per === "host"),
  },
  boundTo: "daemon",
  takesAlong: "daemon",
  bite: crashDaemon,
  meaningless: [],
});
