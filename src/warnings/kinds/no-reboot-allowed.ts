import { limitField } from "../policy-fields.js";
import type { Warning } from "../warning.js";

/** A limit of nothing, or a pause that nobody ends. */
export const noRebootAllowed: Warning = {
  code: "no-reboot-allowed",
  title: "A policy under which no host may ever reboot",
  why: "With a limit of 0, a paused pool or the strategy `off` no host takes what needs a reboot, and the policy has no downtime because it does nothing.",
  example: `policies:
  locked: { preset: fedora-coreos-fleet-lock, reboot: { slots: 0 } }`,
  mend: "Let at least one host go, or end the pause; for hosts that only people reboot there is `reboot: { kind: manual }`.",
  find: ({ policies }) =>
    policies.flatMap((policy) => {
      const { kind, config } = policy.parts.reboot;
      const changes = config["changes"];
      if (kind === "manual" || (Array.isArray(changes) && changes.length > 0)) return [];
      const gates = policy.groups.map(({ gate }) => gate);
      if (gates.some(({ maxReboots, automatic }) => maxReboots > 0 && automatic)) return [];
      const isPaused = config["paused"] === true;
      const isOff = config["strategy"] === "off";
      const field = isPaused
        ? ["reboot", "paused"]
        : isOff
          ? ["reboot", "strategy"]
          : limitField(policy);
      return [
        {
          path: ["policies", policy.name, ...field],
          found: `${policy.name} lets no host reboot: ${isPaused ? "it is paused" : isOff ? "its strategy is off" : "its limit is 0 hosts"}`,
          advice: "let at least one host go, or say kind: manual where only people reboot hosts",
        },
      ];
    }),
};
