/** The codes of the warnings of `shakedown check`, as a scenario suppresses them; `src/warnings/` has one file for each. */
export const warningCodes = [
  "budget-never-satisfied",
  "no-room-to-drain",
  "drain-timeout-too-short",
  "lock-expires-too-early",
  "lock-per-group",
  "lock-too-slow",
  "no-reboot-allowed",
  "window-fits-no-reboot",
  "silence-halts-good-releases",
  "fix-never-published",
  "reports-above-testers",
  "testers-never-meet-defect",
  "defect-never-bites",
  "release-never-arrives",
  "wave-without-hosts",
  "offer-never-completes",
  "policies-alike",
  "order-without-effect",
  "setting-without-effect",
  "knob-without-effect",
  "fault-without-effect",
  "expectation-says-nothing",
  "replications-too-few",
  "zone-loss-leaves-no-room",
  "unused-suppression",
] as const;

/** Names a kind of warning; stable, so that suppressions keep their meaning. */
export type WarningCode = (typeof warningCodes)[number];
