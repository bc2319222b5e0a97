import { listInWords } from "../../support/list-in-words.js";
import { counted } from "../in-words.js";
import type { Warning } from "../warning.js";

/** A group that is so full that what a drained host runs has no place. */
export const noRoomToDrain: Warning = {
  code: "no-room-to-drain",
  title: "No room for what a drained host runs",
  why: "A drain moves containers to other hosts of the group. Where the others are full, what is moved waits until the host is back: the replicas are missing meanwhile, and a surge of new machines is not modelled.",
  example: `fleet:
  groups: [{ name: web, hosts: 4, capacity: 10 }]
services:
  - { name: api, group: web, replicas: 40, start: 3s }
policies:
  kured: { preset: kured }`,
  mend: "Give the group one host more than its containers fill (`shakedown plan` says how many), or a larger `capacity`.",
  find: ({ scenario, policies }) =>
    scenario.fleet.groups.flatMap((group, index) => {
      const { hosts, capacity } = group;
      const replicas = scenario.services
        .filter((service) => service.group === group.name)
        .reduce((sum, service) => sum + service.replicas, 0);
      const room = (hosts - 1) * capacity;
      if (replicas <= room || replicas === 0) return [];
      const draining = policies
        .filter(({ groups }) => groups[index]!.gate.drain.kind === "evict")
        .map(({ name }) => name);
      if (draining.length === 0) return [];
      return [
        {
          path: ["fleet", "groups", index, "hosts"],
          found: `with one host of ${group.name} drained there is room for ${room} of its ${counted(replicas, "container")} (${counted(hosts, "host")} of ${capacity}); ${listInWords(draining)} ${draining.length === 1 ? "drains" : "drain"} it`,
          advice: `give ${group.name} ${counted(Math.ceil(replicas / capacity) + 1 - hosts, "host")} more, or more capacity`,
        },
      ];
    }),
};
