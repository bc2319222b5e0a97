import { setCapacity } from "../../containers/runtime.js";
import { defineDefect, type Strike } from "../defect-kind.js";

const strike: Strike = (world, host, { capacityShare }) => setCapacity(world, host, capacityShare);

export const lostCapacity = defineDefect({
  kind: "lost-capacity",
  doc: "part of the capacity is gone; containers that no longer fit must go",
  component: "userland",
  per: "host",
  moment: { at: "daemon-start", strike },
  boundTo: "daemon",
  bite: strike,
  meaningless: [
    { per: "container-start", why: "a host loses capacity, not one of its containers" },
  ],
});
