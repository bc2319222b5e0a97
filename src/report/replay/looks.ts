import { HostPhase, hostPhaseNames } from "../../fleet/state/phases.js";

/**
 * How phases look: colours that are told apart without red and green and by their lightness, light page and dark, and a mark for
 * those that are trouble.
 *
 * @see Okabe & Ito, "Color Universal Design", 2008
 */
export interface Look {
  readonly name: string;
  readonly light: string;
  readonly dark: string;
  readonly phases: readonly HostPhase[];
  /** Drawn on cells that are large enough. */
  readonly mark: "" | "cross" | "bar" | "dot";
}

/** In the order of the legend. */
export const looks: readonly Look[] = [
  { name: "serving", light: "#cfe0ea", dark: "#2b4353", phases: [HostPhase.Serving], mark: "" },
  { name: "draining", light: "#56b4e9", dark: "#56b4e9", phases: [HostPhase.Draining], mark: "" },
  {
    name: "rebooting",
    light: "#0068a3",
    dark: "#9bdcff",
    phases: [
      HostPhase.ShuttingDown,
      HostPhase.Firmware,
      HostPhase.Loader,
      HostPhase.Kernel,
      HostPhase.Userland,
      HostPhase.Runtime,
      HostPhase.Workloads,
    ],
    mark: "",
  },
  {
    name: "fallen back",
    light: "#cc79a7",
    dark: "#cc79a7",
    phases: [HostPhase.FallenBack],
    mark: "dot",
  },
  {
    name: "degraded",
    light: "#e6a800",
    dark: "#f0c630",
    phases: [HostPhase.Degraded],
    mark: "bar",
  },
  { name: "down", light: "#a8320a", dark: "#ff7a45", phases: [HostPhase.Down], mark: "cross" },
  {
    name: "under repair",
    light: "#2d2f33",
    dark: "#f5f7f9",
    phases: [HostPhase.UnderRepair],
    mark: "bar",
  },
  {
    name: "provisioning",
    light: "#00785a",
    dark: "#2fbf95",
    phases: [HostPhase.Provisioning],
    mark: "dot",
  },
];

/** Position of each phase's look. */
export const lookOfPhase: Uint8Array = Uint8Array.from(hostPhaseNames, (_, phase) =>
  looks.findIndex(({ phases }) => phases.some((one) => one === phase)),
);

/** "9,980 serving, 20 down": hosts by look, those without any left out. @param counts hosts in each phase */
export function countsInWords(counts: Uint32Array): string {
  const sums = looks.map(({ name, phases }) => ({
    name,
    sum: phases.reduce<number>((sum, phase) => sum + counts[phase]!, 0),
  }));
  return sums
    .filter(({ sum }) => sum > 0)
    .map(({ name, sum }) => `${sum.toLocaleString("en")} ${name}`)
    .join(", ");
}
