import type { Catalogue, CatalogueDefect, CountedShare } from "./catalogue.js";

const INCIDENTS = "scenarios/data/update-incidents.json";

function among(count: number, what: string, incidents: string): CountedShare {
  return {
    count,
    of: 9,
    what: `of the public incidents in which an update took hosts or containers down, those that ${what}`,
    source: `${INCIDENTS}: ${incidents}`,
  };
}

/** Shares of what broke, among the incidents that the simulator has a kind of defect for. */
export const incidentDefects: readonly CatalogueDefect[] = [
  {
    share: among(
      4,
      "cut the hosts off the network",
      "Datadog 2023, Heroku 2025, Azure Ubuntu 18.04 2022, Fedora CoreOS 35 on AWS 2022",
    ),
    settings: {
      kind: "lost-network",
      probability: { dist: "empirical", values: ["60%", "95%"] },
    },
    sources: {
      probability:
        "Datadog 2023: about 60 % of compute; coreos/fedora-coreos-tracker#1066: 95 % of boots on the instance types concerned",
    },
  },
  {
    share: among(
      2,
      "broke the network of the containers",
      "CoreOS 766.3.0 2015, Fedora CoreOS 42.20250410.3.1 2025",
    ),
    settings: {
      kind: "broken-bridge",
      probability: { dist: "uniform", min: "3.3%", max: "100%" },
      after: { dist: "uniform", min: "0s", max: "12d" },
    },
    sources: {
      after: "coreos/bugs#471: twelve days from the tag to the first report, at the longest",
    },
  },
  {
    share: among(2, "kept the hosts from booting", "McAfee DAT 5958 2010, CrowdStrike 291 2024"),
    settings: { kind: "kernel-panic", probability: "100%" },
    sources: { probability: "CrowdStrike channel file 291: every device that received it" },
  },
  {
    share: among(
      1,
      "brought the host down when a container started",
      "Ubuntu 20.04 with kernel 5.13, 2022",
    ),
    settings: { kind: "container-panic", probability: "100%" },
    sources: { probability: "lwn.net/Articles/899420: every start of a container" },
  },
];

/** Defects in the shares of the incidents that made it to the public. */
export const publicIncidents: Catalogue = {
  name: "public-incidents",
  doc: "What broke in nine public incidents after updates of hosts, 2010 to 2025: network, containers, boot.",
  caveat:
    "Public incidents are those that somebody reported, so these are shares among reported failures: they say what breaks, not how often. Small failures, and those that an automatic fallback caught, are missing. Give `bad` yourself.",
  defects: incidentDefects,
};
