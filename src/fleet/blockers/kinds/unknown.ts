import { defineBlocker } from "../blocker.js";

/** None of the others. */
export const unknown = defineBlocker({
  kind: "unknown",
  doc: "Nothing that is known of keeps the host: please report the scenario.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts } = world.state;
    return {
      figures: {
        phase: hosts.phase[host]!,
        stage: hosts.updateStage[host]!,
        flags: hosts.flags[host]!,
      },
    };
  },
  says: ({ hostName }) => `it cannot be told what ${hostName} waits for`,
  remedy: () => "unknown; please report the scenario",
});
