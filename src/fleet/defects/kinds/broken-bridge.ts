import { Trouble } from "../../state/host-columns.js";
import { breakRuntime } from "../../containers/runtime.js";
import { defineDefect, type Strike } from "../defect-kind.js";

const strike: Strike = (world, host, { per }) =>
  breakRuntime(world, host, Trouble.Bridge, per === "host");

export const brokenBridge = defineDefect({
  kind: "broken-bridge",
  doc: "no container starts, running ones are out of reach",
  component: "runtime",
  per: "host",
  moment: { at: "daemon-start", strike },
  boundTo: "daemon",
  takesAlong: "nothing",
  bite: strike,
  meaningless: [
    {
      per: "container-start",
      after: true,
      why: "it fails the start that it hits, and later there is none to fail",
    },
  ],
});
