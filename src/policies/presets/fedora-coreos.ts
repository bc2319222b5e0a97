import type { Preset } from "../preset.js";

/** Fedora CoreOS as shipped: a throttled rollout, immediate reboots, and a human as the only brake. */
export const fedoraCoreos: Preset = {
  name: "fedora-coreos",
  doc: "Fedora CoreOS with Zincati and Cincinnati: over 48 h the same hosts come first at every release, each reboots as soon as its deployment is staged, and nothing is counted at boot, so a bad one waits for a person. Hosts report nothing; a release stops when somebody notices and edits the graph.",
  source: "coreos/zincati, coreos/fedora-coreos-cincinnati, coreos/fedora-coreos-streams",
  settings: {
    offer: {
      kind: "linear-ramp",
      duration: "48h",
      startShare: "0%",
      rank: "wariness",
      channel: "own",
    },
    reboot: { kind: "immediate", delay: "0s", drain: { kind: "none" } },
    health: { kind: "none" },
    operator: { kind: "on-call", failures: "never", troubles: 1, lag: "1316m" },
    update: { kind: "ostree", quarantine: true },
    agent: {
      kind: "poll",
      first: "315s",
      firstSpread: "15s",
      period: "315s",
      jitter: "15s",
      successAfterFallback: false,
    },
  },
  sources: {
    "/offer/duration":
      "coreos/fedora-coreos-streams updates/stable.json: 167 of 190 rollouts, 2880 min",
    "/offer/startShare": "coreos/fedora-coreos-streams updates/stable.json: start_percentage 0",
    "/offer/rank":
      "coreos/fedora-coreos-cincinnati fcos-policy-engine/src/main.rs: wariness is a hash of the host's id alone",
    "/reboot/kind": "coreos/zincati: strategy immediate is the default",
    "/operator/failures": "no telemetry by design: a client's failure reaches nobody",
    "/operator/troubles": "assumed: the first trouble that somebody notices starts the clock",
    "/operator/lag":
      "coreos/fedora-coreos-streams history: median 21.93 h from the start of the rollout to the halt, over 8 regressions of 2020 to 2026",
    "/update/quarantine": "coreos/zincati#247: deployments that were booted before are excluded",
    "/agent/period": "coreos/zincati: 300 s plus 0 to 10 %",
    "/agent/jitter": "coreos/zincati: 300 s plus 0 to 10 %",
    "/agent/first": "coreos/zincati: after the steady state is reported it waits one refresh",
    "/agent/firstSpread": "coreos/zincati: 300 s plus 0 to 10 %",
    "/agent/successAfterFallback": "no telemetry by design: nothing is reported, true or false",
  },
};
