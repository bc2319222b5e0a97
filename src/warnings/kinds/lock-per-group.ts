import { presets } from "../../policies/index.js";
import { isSettings } from "../../policies/merge-settings.js";
import { listInWords } from "../../support/list-in-words.js";
import type { Warning } from "../warning.js";

/** A lock for each group under a policy that stands for a system with one for all. */
export const lockPerGroup: Warning = {
  code: "lock-per-group",
  title: "A lock for each group where the real system has one",
  why: "Kured keeps its lock in an annotation of one DaemonSet, FLUO, brupop and their like are one controller for all nodes: so many hosts go at a time in the whole cluster. With a lock for each group, as many go in every group, and the policy is faster, and takes more down at once, than the system that it is named for.",
  example: `fleet:
  groups: [{ name: general, hosts: 800 }, { name: gpu, hosts: 60 }]
services: []
policies:
  kured: { preset: kured, reboot: { lockScope: group } }`,
  mend: "Leave `lockScope` out. Where there is an instance of the system for each group, suppress the warning and say so.",
  find: ({ scenario, policies, data }) => {
    const groups = scenario.fleet.groups.map(({ name }) => name);
    if (groups.length < 2) return [];
    return policies.flatMap(({ name, parts: { reboot } }) => {
      const written = isSettings(data["policies"]) ? data["policies"][name] : undefined;
      const named = isSettings(written) ? written["preset"] : undefined;
      const preset = presets.find((one) => one.name === named);
      const real = preset?.settings.reboot?.["lockScope"];
      if (real !== "cluster" || reboot.config["lockScope"] !== "group") return [];
      return [
        {
          path: ["policies", name, "reboot", "lockScope"],
          found: `${name} has a lock for each of ${listInWords(groups)}, and ${preset!.name} has one for all of them`,
          advice:
            "leave lockScope out, or suppress this where each group has an instance of its own",
          removable: true,
        },
      ];
    });
  },
};
