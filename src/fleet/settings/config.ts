/**
 * The plain settings of hosts and people, as a scenario or a policy writes them: every field may be left out, and what is left
 * out comes from the layer below, in the end from `defaults.ts`. Each description says where the default is from.
 */
import { z } from "zod";
import { durationDistribution } from "../../random/distribution-schema.js";
import { loaderNames } from "../../systems/loaders/index.js";
import { count, duration, durationOrNever, share, timeOfDay } from "../../support/quantity.js";

/** The kinds of update mechanism. */
export const mechanismKinds = ["ab", "in-place", "image-replace", "ostree"] as const;
/** The kinds of container runtime. */
export const runtimeKinds = ["docker", "rkt", "containerd"] as const;

/** Who says that a new slot is good. */
export const markGoodRules = ["timer", "unit", "health", "commit"] as const;
/** What a health check can look at. */
export const healthCheckKinds = ["network", "runtime", "workload"] as const;

/** How a host takes an update and how it recovers from a bad one. */
export const mechanismConfig = z.strictObject({
  kind: z
    .enum(mechanismKinds)
    .optional()
    .describe(
      "ab: two slots and boot counting; in-place: packages under a running system; image-replace: a new instance; ostree: two deployments, no boot counting. Default ab.",
    ),
  tries: count()
    .max(15, { error: "expected at most 15, what a GPT attribute can count" })
    .optional()
    .describe(
      "Trial boots of a freshly written slot, 1 to 15; only where boots are counted. Default: what comes with the loader: 1 with gptprio (coreos/update_engine, coreos-postinst) and cgpt, 3 with uboot (rauc/rauc contrib/uboot.sh), systemd and greenboot, 7 with avb (AOSP external/avb).",
    ),
  loader: z
    .enum(loaderNames)
    .optional()
    .describe(
      "Boot loader: gptprio (CoreOS, Flatcar, Bottlerocket), cgpt (seismograph), avb (Android), uboot (RAUC), systemd (boot counting), greenboot (GRUB boot_counter), uncounted (no boot counting). Default gptprio for ab, uncounted for ostree (coreos/fedora-coreos-tracker#47).",
    ),
  markGoodRule: z
    .enum(markGoodRules)
    .optional()
    .describe(
      "Who says that a new slot is good. timer and unit: `markGood` after userland is up, nothing asked; health: the same, if the health checks pass then; commit: `markGood` after the containers have started, if they pass. Default timer (coreos/update_engine main.cc).",
    ),
  markGood: duration()
    .optional()
    .describe(
      "From userland up, or from the containers started, to the slot being marked good; only where boots are counted. Default 45s (coreos/update_engine main.cc).",
    ),
  healthChecks: z
    .array(z.enum(healthCheckKinds))
    .optional()
    .describe(
      "What the rules health and commit look at: the network, the runtime and its bridge, the host's containers. Default: all of them.",
    ),
  failedCheck: z
    .enum(["reboot", "roll-back"])
    .optional()
    .describe(
      "What a failed health check does: reboot, which uses up a trial boot (greenboot), or go back at once. Default reboot.",
    ),
  installTarget: z
    .enum(["inactive", "upgraded"])
    .optional()
    .describe(
      "Slot an installer writes to: the one the host does not run from, or the one beside the last upgrade, which after a fallback is the only good one (siderolabs/omni#1552). Default inactive.",
    ),
  install: durationDistribution()
    .optional()
    .describe(
      "Writing the slot, or unpacking the packages. Default: median 1m, 95 % within 3m (in-place: 2m, 6m), assumed.",
    ),
  watchdog: durationOrNever()
    .optional()
    .describe(
      "A hung boot is reset after this long; with image-replace, an instance that does not come up is thrown away after it. Default never (image-replace: 5m, assumed).",
    ),
  panicReboot: durationOrNever()
    .optional()
    .describe("From a kernel panic to the reset, or never. Default 10s, assumed (panic=10)."),
  autoFix: z
    .boolean()
    .optional()
    .describe(
      "Whether the updater mends an interrupted installation at its next run; only in-place. Default true (unattended-upgrades, AutoFixInterruptedDpkg).",
    ),
  unbootableShare: share()
    .optional()
    .describe(
      "Share of hosts with half-configured packages that cannot boot; only in-place. Default 5%, assumed.",
    ),
  downgrade: z
    .boolean()
    .optional()
    .describe(
      "Whether an order to go back (recall) is carried out: the versions before are still to be had, and are installed with their configuration; the runtime restarts, a kernel waits for a reboot; only in-place. Default true: a mirror of one's own keeps them and apt installs them with --allow-downgrades (Debian/apt), the kernel before is still in the GRUB menu. False where the archive keeps the newest alone, as Ubuntu's own does.",
    ),
  provision: durationDistribution()
    .optional()
    .describe(
      "Making a new instance, from the request to its first boot; only image-replace. Default: median 90s, 95 % within 5m, assumed.",
    ),
  replaceAttempts: count(0)
    .optional()
    .describe(
      "Instances made anew from a bad image before people are called; only image-replace. Default 2, assumed.",
    ),
  quarantine: z
    .boolean()
    .optional()
    .describe(
      "Whether a host refuses a release that failed on it. Default false (update_engine installs it again: flatcar/ue-rs#94).",
    ),
});
/** Settings of a mechanism, each left out or decoded. */
export type MechanismSettings = z.output<typeof mechanismConfig>;

/** The agents whose rules are modelled. */
export const agentProtocols = ["plain", "update-engine", "zincati", "mender", "balena"] as const;

/** When a host asks for updates and what it says. */
export const agentConfig = z.strictObject({
  protocol: z
    .enum(agentProtocols)
    .optional()
    .describe(
      "Whose rules hold after an error and through an update: update-engine doubles its waits; zincati tries a release 12 times; mender carries a deployment through power loss, commits or rolls back, and reports it; balena doubles its waits from 15s; plain goes on as before. Brings its own times. Default: update-engine for ab, zincati for ostree, else plain.",
    ),
  kind: z
    .enum(["poll", "daily"])
    .optional()
    .describe(
      "poll: again and again after a period; daily: at a time of day. Default: by mechanism.",
    ),
  first: duration()
    .optional()
    .describe(
      "First check after boot. Default 7m for ab (coreos/update_engine update_check_scheduler.cc), 315s for ostree (coreos/zincati).",
    ),
  firstSpread: duration()
    .optional()
    .describe("The first check is earlier or later by up to this. Default 5m for ab."),
  period: duration()
    .refine((period) => period > 0, { error: "expected a period above 0s" })
    .optional()
    .describe("From one check to the next; only poll. Default 45m for ab, 315s for ostree."),
  jitter: duration()
    .optional()
    .describe(
      "poll: each period is shorter or longer by up to this; daily: each check is later by up to this. Default 5m for ab, 60m for in-place (apt-daily-upgrade.timer).",
    ),
  at: timeOfDay()
    .optional()
    .describe("Time of the UTC day of a daily check. Default 06:00 (apt-daily-upgrade.timer)."),
  retry: duration()
    .optional()
    .describe(
      "Wait before a failed download is tried again, once the link is back. Default 5m, assumed.",
    ),
  pollInterval: duration()
    .optional()
    .describe(
      "Interval that the server dictates, kept between 45m and 4h and fuzzed by half of itself either way; only update-engine. Default 0s: none (coreos/update_engine update_check_scheduler.cc).",
    ),
  deltas: z
    .boolean()
    .optional()
    .describe(
      "Whether hosts that run the release before take the delta, until three have failed. Default false (Container Linux and Flatcar publish full payloads).",
    ),
  backoff: z
    .boolean()
    .optional()
    .describe(
      "Whether a full payload is downloaded again only after 1, 2, 4, 8, then 16 days, give or take 6h. Default false: coreos/go-omaha and flatcar/nebraska answer DisablePayloadBackoff.",
    ),
  urls: count()
    .max(255, { error: "expected at most 255" })
    .optional()
    .describe(
      "URLs that the server names for a payload; an attempt is over when all have failed. Default 1, assumed.",
    ),
  urlFailures: count()
    .max(4095, { error: "expected at most 4095" })
    .optional()
    .describe(
      "Downloads in a row that break off before the next URL is tried. Default 10 (coreos/update_engine payload_state.cc).",
    ),
  reportDelay: durationDistribution()
    .optional()
    .describe("From something happening to the server hearing of it. Default 1s, assumed."),
  reportLoss: share().optional().describe("Share of reports that never arrive. Default 0%."),
  reportDuplicates: share()
    .optional()
    .describe("Share of reports that arrive a second time, later. Default 0%."),
  successAfterFallback: z
    .boolean()
    .optional()
    .describe(
      "Whether a host that fell back reports success. Default true for ab (coreos/bugs#327), else false.",
    ),
});
/** Settings of an agent, each left out or decoded. */
export type AgentSettings = z.output<typeof agentConfig>;

/** The container runtime of a host. */
export const runtimeConfig = z.strictObject({
  kind: z.enum(runtimeKinds).optional().describe("Default docker."),
  liveRestore: z
    .boolean()
    .optional()
    .describe(
      "Whether running containers outlive a restart of the daemon; only docker, the others always do. Default false (moby/moby).",
    ),
  restart: durationDistribution()
    .optional()
    .describe("A restart of the daemon. Default: median 5s, 95 % within 15s, assumed."),
});
/** Settings of a runtime, each left out or decoded. */
export type RuntimeSettings = z.output<typeof runtimeConfig>;

const stage = (what: string, byDefault: string) =>
  durationDistribution().optional().describe(`${what} Default: ${byDefault}, assumed.`);

/** The stages of a boot. */
export const bootConfig = z.strictObject({
  shutdown: stage("Going down in order.", "median 20s, 95 % within 90s"),
  firmware: stage("Power-on to loader.", "median 60s, 95 % within 3m: a physical server"),
  loader: stage("The boot loader.", "5s"),
  kernel: stage("The kernel up to userland.", "median 5s, 95 % within 10s"),
  userland: stage("Userland up to the agent's start.", "median 15s, 95 % within 45s"),
  runtime: stage("The container runtime up to the first start.", "median 3s, 95 % within 10s"),
});
/** Settings of a boot, each left out or decoded. */
export type BootSettings = z.output<typeof bootConfig>;

/** The people who look after the fleet. */
export const peopleConfig = z.strictObject({
  crews: z
    .union([z.literal("unlimited").transform(() => Number.POSITIVE_INFINITY), count()])
    .optional()
    .describe("Repair crews that work at once, or unlimited. Default 2, assumed."),
  repair: durationDistribution()
    .optional()
    .describe(
      "Hands-on time for a host that does not boot. Default: median 30m, 95 % within 3h, assumed.",
    ),
  fix: durationDistribution()
    .optional()
    .describe(
      "Hands-on time for a host whose runtime, bridge or network is broken. Default: median 5m, 95 % within 20m, assumed.",
    ),
  notice: durationDistribution()
    .optional()
    .describe(
      "From trouble to somebody knowing. Default: median 3m, 95 % within 31m (Datadog, 8 March 2023: first alert after 3 min, public status after 31 min).",
    ),
  hold: z
    .boolean()
    .optional()
    .describe(
      "Whether a repaired host is kept off the release it was repaired from. Default true, assumed.",
    ),
});
/** Settings of the people, each left out or decoded. */
export type PeopleSettings = z.output<typeof peopleConfig>;
