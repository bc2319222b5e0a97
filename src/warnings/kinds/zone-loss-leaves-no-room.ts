import { listInWords } from "../../support/list-in-words.js";
import type { Warning } from "../warning.js";

/** Services that do not fit into what is left when a zone is out. */
export const zoneLossLeavesNoRoom: Warning = {
  code: "zone-loss-leaves-no-room",
  title: "No room for a group when one of its zones is out",
  why: "When a zone is out its containers are placed in the others, as far as there is room. A group that is fuller than the rest of its zones can hold loses replicas for as long as the outage lasts, under every policy: the comparison then measures the room, not the policies.",
  example: `fleet:
  groups: [{ name: web, hosts: 30, zones: [a, b, c], capacity: 10 }]
services:
  - { name: api, group: web, replicas: 250, start: 3s }
faults:
  - { kind: zone-outage, from: 2d, for: 6h, zones: [a] }`,
  mend: "Give the group room for the loss of a zone: a third more hosts with three zones.",
  find: ({ scenario }) =>
    scenario.faults.flatMap((fault, index) => {
      const { kind, zones } = fault as { kind: string; zones?: readonly string[] };
      if (kind !== "zone-outage" || zones === undefined) return [];
      const full = scenario.fleet.groups.filter((group) => {
        const lost = group.zones.filter((zone) => zones.includes(zone)).length;
        const left = Math.floor((group.hosts * (group.zones.length - lost)) / group.zones.length);
        const replicas = scenario.services
          .filter((service) => service.group === group.name)
          .reduce((sum, service) => sum + service.replicas, 0);
        return lost > 0 && replicas > left * group.capacity;
      });
      if (full.length === 0) return [];
      const names = listInWords(full.map(({ name }) => name));
      return [
        {
          path: ["faults", index, "zones"],
          found: `without ${listInWords(zones)} the containers of ${names} do not fit into what is left`,
          advice:
            "give those groups room for the loss, or suppress this where that is the question",
        },
      ];
    }),
};
