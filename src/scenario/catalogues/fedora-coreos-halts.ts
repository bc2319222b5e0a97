import type { Catalogue, CountedShare } from "./catalogue.js";

const HALTS =
  "scenarios/data/fedora-coreos-halts.json, from the git history of coreos/fedora-coreos-streams";

function among(count: number, what: string, events: string): CountedShare {
  return {
    count,
    of: 4,
    what: `of the withdrawals of Fedora CoreOS that hit hosts or containers, those that ${what}`,
    source: `${HALTS}: ${events}`,
  };
}

/** What Fedora CoreOS had to withdraw. */
export const fedoraCoreosHalts: Catalogue = {
  name: "fedora-coreos-halts",
  doc: "Rollouts of Fedora CoreOS stable that people stopped, 2020 to 2026, and what had broken on any of its streams.",
  caveat:
    "A withdrawal is what somebody noticed and acted on; what nobody noticed is missing. `bad` counts all withdrawals of stable, also the three of four in which no container is known to have gone down. The shares rest on four events: the other eight were updaters, security regressions, broken artefacts and a file system, for which there is no kind of defect.",
  bad: {
    count: 4,
    of: 179,
    what: "of the rollouts of the stable stream, those that were withdrawn after they had begun",
    source: HALTS,
  },
  defects: [
    {
      share: among(3, "broke Docker or the network of its containers", "#1578, #1939, #1973"),
      settings: { kind: "broken-bridge", probability: { dist: "uniform", min: "5%", max: "100%" } },
      sources: {},
    },
    {
      share: among(1, "cut hosts off the network at boot", "#1066"),
      settings: { kind: "lost-network", probability: "95%" },
      sources: {
        probability:
          "coreos/fedora-coreos-tracker#1066: 95 % of boots on the instance types concerned",
      },
    },
  ],
};
