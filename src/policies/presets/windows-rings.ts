import type { Preset } from "../preset.js";

/** Windows hosts under Windows Update for Business, in the rings of Autopatch. */
export const windowsRings: Preset = {
  name: "windows-rings",
  doc: "Windows Update for Business: 1 % of the hosts after a day, 9 % after six, the others after nine, always the same; updates replace the system in place, and hosts restart outside active hours. A hold comes from Microsoft's telemetry, here from people who notice trouble.",
  source: "learn.microsoft.com: Windows Update for Business, Windows Autopatch",
  settings: {
    offer: {
      kind: "rings",
      rings: [
        { upTo: "1%", deferral: "1d" },
        { upTo: "10%", deferral: "6d" },
        { upTo: "100%", deferral: "9d" },
      ],
      channel: "own",
    },
    reboot: {
      kind: "immediate",
      delay: "0s",
      windows: [{ start: "17:00", length: "15h" }],
      drain: { kind: "none" },
    },
    health: { kind: "none" },
    operator: { kind: "on-call", action: "halt" },
    update: { kind: "in-place", autoFix: true },
    agent: {
      kind: "poll",
      protocol: "plain",
      first: "0s",
      firstSpread: "0s",
      period: "1188m",
      jitter: "132m",
      successAfterFallback: false,
    },
  },
  sources: {
    "/offer/rings":
      "learn.microsoft.com, Windows Autopatch groups: deferrals of 1, 6 and 9 days for rings of 1, 9 and 90 %",
    "/reboot/windows":
      "learn.microsoft.com, active hours: 8:00 to 17:00 by default; deadlines, which override them, are left out",
    "/reboot/drain/kind": "assumed: nothing is drained before a restart",
    "/operator/kind": "safeguard holds by Microsoft; lag and alarm assumed",
    "/operator/action": "learn.microsoft.com, safeguard holds: no further offers",
    "/update/autoFix":
      "assumed: an interrupted update is rolled back or finished at the next start",
    "/agent/first": "assumed: a scan at the start",
    "/agent/period":
      "learn.microsoft.com, automatic updates detection frequency: 22 h minus 0 to 20 %",
    "/agent/jitter":
      "learn.microsoft.com, automatic updates detection frequency: 22 h minus 0 to 20 %",
    "/agent/successAfterFallback": "assumed: a failed update is reported as failed",
  },
};
