import type { FleetFacts } from "../fleet/model.js";
import { HostPhase, hostPhaseNames } from "../fleet/phases.js";
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

/** What can happen to a host that has power at any moment: it loses it or hangs, resets, or a crew comes. */
const TROUBLE = [Down, Firmware, UnderRepair] as const;
/** Where a host that is up comes to rest: which one, its health and its last boot decide. */
const REST = [Serving, FallenBack, Degraded] as const;
/** How a host that is up begins to leave for an update: with or without a drain; an instance may be replaced at once. */
const LEAVING = [Draining, ShuttingDown, Provisioning] as const;

/** The legal moves of a host, from each phase, apart from staying in it for another cause. */
export const legalMoves: { readonly [from in HostPhase]: readonly HostPhase[] } = {
  // Serving to FallenBack is not among them: only a boot finds out that the loader went back.
  [Serving]: [Degraded, ...LEAVING, ...TROUBLE],
  // A drain that is given up puts the host back to where it was.
  [Draining]: [...REST, ShuttingDown, Provisioning, ...TROUBLE],
  [ShuttingDown]: [Provisioning, ...TROUBLE],
  // The stages of a boot, in order. A failed boot resets to the firmware, hangs (down), or has the instance made anew.
  [Firmware]: [Loader, Provisioning, ...TROUBLE],
  [Loader]: [Kernel, Provisioning, ...TROUBLE],
  [Kernel]: [Userland, Provisioning, ...TROUBLE],
  [Userland]: [Runtime, Provisioning, ...TROUBLE],
  [Runtime]: [Workloads, Provisioning, ...TROUBLE],
  [Workloads]: [...REST, ...LEAVING, ...TROUBLE],
  [Degraded]: [Serving, FallenBack, ...LEAVING, ...TROUBLE],
  // The next release that is marked good ends it.
  [FallenBack]: [Serving, Degraded, ...LEAVING, ...TROUBLE],
  // Power comes back, a crew comes, or a new instance takes the place.
  [Down]: [Firmware, UnderRepair, Provisioning],
  // A crew reboots the host, or mends it while it is up; power may go meanwhile.
  [UnderRepair]: [...REST, Firmware, Down, Provisioning],
  // A new instance begins with its firmware; its zone may lose power before.
  [Provisioning]: [...TROUBLE],
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
