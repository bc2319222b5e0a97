import type { FleetFacts } from "../fleet/state/model.js";
import { HostPhase, hostPhaseNames } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords } from "./wording.js";

const {
  Serving,
  Draining,
  ShuttingDown,
  Firmware,
  Loader,
  Kernel,
  Userland,
  Runtime,
  Workloads,
  Degraded,
  FallenBack,
  Down,
  UnderRepair,
  Provisioning,
} = HostPhase;

/** Where a host that is up comes to rest: which one, its health and its last boot decide. */
const REST = [Serving, FallenBack, Degraded] as const;
/** A host that is not up can lose its power, and a crew can come to it if its last boot failed. */
const TROUBLE = [Down, UnderRepair] as const;

/**
 * The legal moves of a host, from each phase, apart from staying in it for another cause. Nothing that is up resets without being
 * down for a moment, and crews that mend a host which is up leave its phase alone.
 */
export const legalMoves: { readonly [from in HostPhase]: readonly HostPhase[] } = {
  // Not FallenBack: only a boot finds out that the loader went back.
  [Serving]: [Degraded, Draining, ShuttingDown, Down],
  // A drain that is given up puts the host back to where it was.
  [Draining]: [...REST, ShuttingDown, Down],
  // A new instance is made once the old one is shut down.
  [ShuttingDown]: [Firmware, Provisioning, ...TROUBLE],
  // The stages of a boot, in order. One that fails leaves the host down.
  [Firmware]: [Loader, ...TROUBLE],
  [Loader]: [Kernel, ...TROUBLE],
  [Kernel]: [Userland, ...TROUBLE],
  [Userland]: [Runtime, ...TROUBLE],
  [Runtime]: [Workloads, ...TROUBLE],
  [Workloads]: [...REST, ShuttingDown, Down],
  [Degraded]: [Serving, FallenBack, Draining, ShuttingDown, Down],
  // The next release that is marked good ends it.
  [FallenBack]: [Serving, Degraded, Draining, ShuttingDown, Down],
  // It is reset, power comes back, a crew comes, or a new instance takes its place.
  [Down]: [Firmware, UnderRepair, Provisioning],
  [UnderRepair]: [Firmware, Provisioning, Down],
  [Provisioning]: [Firmware, ...TROUBLE],
};

/** One bit per legal move: `MOVES[from] & (1 << to)`. */
const MOVES = Uint16Array.from(hostPhaseNames, (_, from) =>
  legalMoves[from as HostPhase].reduce((bits, to) => bits | (1 << to), 1 << from),
);

/** Hosts live as DESIGN says: `serving → draining → rebooting → serving`, and the ways in which that goes wrong. */
export const legalPhaseMoves = defineInvariant<Uint8Array>({
  name: "legal-phase-moves",
  doc: "Hosts move between phases only as the model allows, each move from the phase that the host was in; only image-replace hosts are provisioned.",
  // The phase of each host.
  start: ({ hosts }) => new Uint8Array(hosts).fill(Serving),
  on: {
    HostPhase(phases, { subject, from, to }, facts) {
      const before = phases[subject]!;
      if (from !== before) {
        return `${move(facts, subject, from, to)}, but it was ${hostPhaseNames[before]}`;
      }
      phases[subject] = to;
      if ((MOVES[from]! & (1 << to)) === 0)
        return `${move(facts, subject, from, to)}, which is not a legal move`;
      if (to !== Provisioning) return undefined;
      const { mechanism } = facts.groups[facts.groupOf[subject]!]!;
      if (mechanism === "image-replace") return undefined;
      return `${hostInWords(facts, subject)} is provisioned, but is updated ${mechanism}`;
    },
  },
});

function move(facts: FleetFacts, host: number, from: number, to: number): string {
  return `${hostInWords(facts, host)} goes from ${hostPhaseNames[from] ?? from} to ${hostPhaseNames[to] ?? to}`;
}
