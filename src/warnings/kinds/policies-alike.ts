import type { PolicySubject } from "../subject.js";
import type { Warning } from "../warning.js";

/** Two policies that are one under two names. */
export const policiesAlike: Warning = {
  code: "policies-alike",
  title: "Two policies that are the same",
  why: "Every policy meets the same luck, so two that are the same have the same figures to the last digit. Nothing is compared, and the one that was meant to differ is not among them: a setting that is the default anyhow, or one that has no effect.",
  example: `policies:
  as-shipped: { preset: kured }
  one-at-a-time: { preset: kured, reboot: { concurrency: 1 } }`,
  mend: "Write what was meant to differ, or leave one of them out.",
  find: ({ policies }) => {
    const seen = new Map<string, string>();
    return policies.flatMap(({ name, parts, groups }) => {
      const words = JSON.stringify([parts, groups.map(settingsOf)], (_, value: unknown) =>
        value === Number.POSITIVE_INFINITY ? "never" : value,
      );
      const twin = seen.get(words);
      seen.set(words, twin ?? name);
      if (twin === undefined) return [];
      return [
        {
          path: ["policies", name],
          found: `${name} is the same policy as ${twin}: every figure of the two will be equal`,
          advice: "write what was meant to differ, or leave one of them out",
        },
      ];
    });
  },
};

function settingsOf({ mechanism, agent, runtime }: PolicySubject["groups"][number]) {
  return { mechanism, agent, runtime };
}
