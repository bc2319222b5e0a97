import { costComponents } from "../../metrics/cost.js";
import { componentKey, componentWords } from "../cost-rows.js";
import { stackedBars } from "./stacked-bars.js";

/** What each policy costs in money, and what for. */
export const costByComponent = stackedBars({
  name: "cost-by-component",
  title: "Cost by component",
  doc: "Mean per replication at the prices of the scenario. The black line is the 95 % interval of the total.",
  empty: "",
  total: "cost",
  axis: "cost",
  parts: costComponents.map((component, i) => ({
    key: componentKey(component),
    label: componentWords[component],
    color: ["#56b4e9", "#d55e00", "#e69f00", "#999999", "#009e73", "#cc79a7"][i]!,
  })),
});
