import { stackedBars } from "./stacked-bars.js";

/** What each policy costs, and why. */
export const downtimeByCause = stackedBars({
  name: "downtime-by-cause",
  title: "Container downtime by cause",
  doc: "Mean per replication. The black line is the 95 % interval of the total.",
  empty: "No container was down.",
  total: "container-downtime",
  axis: "container downtime",
  parts: [
    { key: "container-downtime.planned", label: "planned", color: "#56b4e9" },
    { key: "container-downtime.defect", label: "defect", color: "#d55e00" },
    { key: "container-downtime.fault", label: "fault", color: "#e69f00" },
    { key: "container-downtime.no-room", label: "no room", color: "#999999" },
  ],
});
