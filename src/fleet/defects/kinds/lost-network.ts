import { HostFlag, Trouble } from "../../state/host-columns.js";
import { setFlag } from "../../state/host-flags.js";
import { Cause } from "../../state/phases.js";
import { addTrouble } from "../../people/trouble.js";
import { refreshReach } from "../../containers/workload.js";
import { defineDefect, type Strike } from "../defect-kind.js";

const strike: Strike = (world, host, { per }) => {
  addTrouble(world, host, Trouble.Network, Cause.Defect);
  if (per === "host") setFlag(world, host, HostFlag.NeedsRevert);
};

export const lostNetwork = defineDefect({
  kind: "lost-network",
  doc: "containers and update server are out of reach",
  component: "kernel",
  per: "host",
  moment: { at: "userland", strike },
  boundTo: "host",
  bite(world, host, defect) {
    strike(world, host, defect);
    refreshReach(world, host, Cause.Defect);
  },
  meaningless: [
    { per: "container-start", why: "a network is lost by the host, not by one of its containers" },
  ],
});
