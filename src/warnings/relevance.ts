/** Which settings have an effect beside others: where the descriptions of `fleet/settings/config.ts` and of the parts say "only …". */
import type { Settings } from "../policies/merge-settings.js";
import { NEVER } from "../support/time.js";
import type { GroupSubject, PartSubject } from "./subject.js";

/** Why a setting has no effect on a group; undefined where it has one. */
type Reason = (group: GroupSubject) => string | undefined;

const onlyOf =
  (...kinds: readonly string[]): Reason =>
  ({ mechanism: { kind } }) =>
    kinds.includes(kind)
      ? undefined
      : `only ${kinds.join(" and ")} have it, and hosts update by ${kind}`;

const SLOTS = ["ab", "ostree"];

const counted: Reason = (one) => {
  const { kind, loader } = one.mechanism;
  if (!SLOTS.includes(kind)) return `only slots are marked good, and hosts update by ${kind}`;
  return loader === "uncounted" ? "the loader counts no boots" : undefined;
};

const checked: Reason = (one) => {
  const rule = one.mechanism.markGoodRule;
  return (
    counted(one) ??
    (rule === "health" || rule === "commit"
      ? undefined
      : `markGoodRule ${rule} looks at nothing; health and commit do`)
  );
};

const polled: Reason = ({ agent }) =>
  agent.kind === "poll" ? undefined : "the agent checks daily, not after a period";

/** By section of a policy (and of a group, whose `update` is called `mechanism`). */
const HOST_SETTINGS: Readonly<Record<string, Readonly<Record<string, Reason>>>> = {
  update: {
    tries: counted,
    loader: onlyOf(...SLOTS),
    markGoodRule: counted,
    // A Mender client waits as long before it commits, whatever it has installed to.
    markGood: (one) => (one.agent.protocol === "mender" ? undefined : counted(one)),
    healthChecks: checked,
    failedCheck: checked,
    installTarget: onlyOf(...SLOTS),
    autoFix: onlyOf("in-place"),
    unbootableShare: onlyOf("in-place"),
    downgrade: onlyOf("in-place"),
    provision: onlyOf("image-replace"),
    replaceAttempts: onlyOf("image-replace"),
    install: ({ mechanism: { kind } }) =>
      kind === "image-replace" ? "a new instance is not installed but provisioned" : undefined,
  },
  agent: {
    period: (one) =>
      polled(one) ??
      (one.agent.protocol === "update-engine" && one.agent.pollInterval > 0
        ? "the server dictates a pollInterval"
        : undefined),
    at: ({ agent }) =>
      agent.kind === "daily" ? undefined : "the agent checks after a period, not at a time of day",
    pollInterval: (one) =>
      polled(one) ??
      (one.agent.protocol === "update-engine"
        ? undefined
        : `only update-engine heeds it, and the protocol is ${one.agent.protocol}`),
  },
  runtime: {
    liveRestore: ({ runtime: { kind } }) =>
      kind === "docker" ? undefined : `only docker has it, and the runtime is ${kind}`,
  },
};

/** The sections that settings of hosts stand in. */
export const hostSections = ["update", "agent", "runtime"] as const;

/**
 * Why a setting of hosts has no effect on any of some groups; undefined where it has one on some.
 *
 * @param section `update`, `agent` or `runtime`.
 */
export function hostSettingIdle(
  section: string,
  field: string,
  groups: readonly GroupSubject[],
): string | undefined {
  const reasonOf = HOST_SETTINGS[section]?.[field];
  if (reasonOf === undefined || groups.length === 0) return undefined;
  const reasons = groups.map(reasonOf);
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Why a setting of a part has no effect beside the others; undefined where it has one. */
type PartReason = (config: Settings) => string | undefined;

const listIsEmpty = (config: Settings, field: string): boolean => {
  const list = config[field];
  return list === null || (Array.isArray(list) && list.length === 0);
};

const withWindows: PartReason = (config) =>
  listIsEmpty(config, "windows") || config["window"] === null ? "there is no window" : undefined;

const bothNever: PartReason = ({ failures, troubles, wrongHalt }) =>
  failures === NEVER && troubles === NEVER && (wrongHalt ?? null) === null
    ? "nothing alarms anybody: failures and troubles are never"
    : undefined;

const PART_SETTINGS: Readonly<Record<string, Readonly<Record<string, PartReason>>>> = {
  "reboot.kured": {
    forceReboot: ({ drainTimeout }) =>
      drainTimeout === NEVER ? "the drain has no time-out after which it could" : undefined,
  },
  "reboot.semaphore": { recheckWindow: withWindows },
  "reboot.locksmith": { recheckWindow: withWindows },
  "reboot.immediate": {
    spread: withWindows,
    lockedFor: ({ locked }) => (locked === 0 ? "no reboot is locked" : undefined),
  },
  "reboot.brupop": {
    timeouts: ({ enforceTimeouts }) =>
      enforceTimeouts === true ? undefined : "enforceTimeouts is false",
  },
  "reboot.rolling-update": {
    maxSurge: ({ strategy }) =>
      strategy === "Recreate" ? "Recreate takes all at once" : undefined,
    maxUnavailable: ({ strategy }) =>
      strategy === "Recreate" ? "Recreate takes all at once" : undefined,
  },
  "health.halt-on-failures": { action: bothNever },
  "operator.on-call": { lag: bothNever, action: bothNever, hours: bothNever },
};

const DRAIN: Readonly<Record<string, PartReason>> = {
  timeout: ({ kind }) => (kind === "none" ? "nothing is drained (kind: none)" : undefined),
  atTimeout: (drain) =>
    DRAIN["timeout"]!(drain) ??
    (drain["timeout"] === NEVER ? "the drain has no time-out" : undefined),
  retry: (drain) =>
    DRAIN["atTimeout"]!(drain) ??
    (drain["atTimeout"] === "reboot" ? "at its time-out the host reboots" : undefined),
};

/**
 * Why a setting of a part has no effect beside the others; undefined where it has one.
 *
 * @param path from the part on, as `drain.timeout`.
 */
export function partSettingIdle(
  role: string,
  { kind, config }: PartSubject,
  path: readonly (string | number)[],
): string | undefined {
  const [field, inner] = path;
  if (field === "drain" && inner !== undefined) {
    return DRAIN[String(inner)]?.(config["drain"] as Settings);
  }
  return PART_SETTINGS[`${role}.${kind}`]?.[String(field)]?.(config);
}
