import { NEVER } from "../../support/time.js";
import { listInWords } from "../../support/list-in-words.js";
import { nextTimeInWords, timeInWords } from "../in-words.js";
import { rebootTime } from "../subject.js";
import type { Warning } from "../warning.js";

/** A lock that is taken from a host that is still on its way. */
export const lockExpiresTooEarly: Warning = {
  code: "lock-expires-too-early",
  title: "A lock that expires before its holder is back",
  why: "A lock with a time to live goes to the next host when that is over, whether its holder is back or not. Where it is shorter than a drain may take, or than a reboot does, more hosts than the lock allows are cordoned or down at once (kube-hetzner/terraform-hcloud-kube-hetzner#1182 and #1497).",
  example: `policies:
  kured: { preset: kured, reboot: { lockTtl: 30m } }`,
  mend: "Give the drain a time-out, and the lock a time to live longer than drain and reboot together.",
  find: ({ policies }) =>
    policies.flatMap((policy) => {
      const { ttl, drain, maxReboots } = policy.groups[0]!.gate;
      if (ttl === NEVER || maxReboots === Number.POSITIVE_INFINITY) return [];
      const reboot = Math.max(...policy.groups.map(rebootTime));
      const held = policy.groups.some(({ services }) => services.length > 0);
      const draining = drain.kind === "evict" && held ? drain.timeout : 0;
      if (ttl >= draining + reboot) return [];
      const takes = [
        ...(draining === 0
          ? []
          : [
              draining === NEVER
                ? "a drain has no time-out"
                : `a drain may take ${timeInWords(draining)}`,
            ]),
        `a reboot takes ${timeInWords(reboot)} half of the time`,
      ];
      const field = ["lockTtl", "timeouts", "ttl"].find((one) => one in policy.parts.reboot.config);
      return [
        {
          path: ["policies", policy.name, "reboot", ...(field === undefined ? [] : [field])],
          found: `the lock of ${policy.name} goes to the next host after ${timeInWords(ttl)}, but ${listInWords(takes)}`,
          advice:
            draining === NEVER
              ? "give the drain a time-out, and the lock longer than drain and reboot together"
              : `give the lock ${nextTimeInWords(draining + reboot)} or longer`,
        },
      ];
    }),
};
