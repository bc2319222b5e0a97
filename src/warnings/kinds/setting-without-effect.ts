import { isSettings, type Settings } from "../../policies/merge-settings.js";
import { ROLES } from "../../policies/policy.js";
import type { Path } from "../../scenario/read-yaml.js";
import { listInWords } from "../../support/list-in-words.js";
import { hostSections, hostSettingIdle, partSettingIdle } from "../relevance.js";
import type { PolicySubject, Subject } from "../subject.js";
import type { Finding, Warning } from "../warning.js";

/** A setting that is written, and read by nobody. */
export const settingWithoutEffect: Warning = {
  code: "setting-without-effect",
  title: "A setting without effect",
  why: "Some settings mean something beside others only: trial boots where a loader counts them, a forced reboot where a drain has a time-out, a mechanism of a group where no policy brings its own. Written elsewhere they are ignored without a word, and whoever reads the scenario believes them.",
  example: `policies:
  forced: { preset: kured, reboot: { forceReboot: true } }
  packages: { preset: ubuntu-unattended-reboot, update: { tries: 3 } }`,
  mend: "Leave it out, which changes nothing (`--fix` does), or write what it needs beside it.",
  find: (subject) => [
    ...subject.policies.flatMap((policy) => ofPolicy(policy, subject)),
    ...ofGroups(subject),
  ],
};

function written(data: Settings, path: Path): Settings {
  const found = path.reduce<unknown>(
    (value, step) =>
      isSettings(value) || Array.isArray(value)
        ? (value as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    data,
  );
  return isSettings(found) ? found : {};
}

function finding(path: Path, reason: string): Finding {
  return {
    path,
    found: `${String(path.at(-1))} has no effect here: ${reason}`,
    advice: "leave it out, or write beside it what it needs",
    removable: true,
  };
}

function ofPolicy(policy: PolicySubject, { data }: Subject): readonly Finding[] {
  const at = ["policies", policy.name];
  const ofHosts = hostSections.flatMap((section) =>
    Object.keys(written(data, [...at, section])).flatMap((field) => {
      const reason = hostSettingIdle(section, field, policy.groups);
      return reason === undefined ? [] : [finding([...at, section, field], reason)];
    }),
  );
  const ofParts = ROLES.flatMap((role) => {
    const settings = written(data, [...at, role]);
    const drain = settings["drain"];
    const paths: Path[] = [
      ...Object.keys(settings).map((field) => [field]),
      ...(isSettings(drain) ? Object.keys(drain).map((field) => ["drain", field]) : []),
    ];
    return paths.flatMap((path) => {
      const reason = partSettingIdle(role, policy.parts[role], path);
      return reason === undefined ? [] : [finding([...at, role, ...path], reason)];
    });
  });
  return [...ofHosts, ...ofParts];
}

/** What groups say that every policy overrides. */
function ofGroups({ scenario, policies, data }: Subject): readonly Finding[] {
  if (policies.length === 0 || policies.length < Object.keys(scenario.policies).length) return [];
  return scenario.fleet.groups.flatMap((group, index) => {
    const seen = policies.map(({ groups }) => groups[index]!);
    const overridden = (["mechanism", "runtime"] as const).flatMap((section) => {
      const kind = group[section]?.kind;
      const actual = [...new Set(seen.map((one) => one[section].kind))];
      if (kind === undefined || actual.includes(kind)) return [];
      return [
        {
          path: ["fleet", "groups", index, section],
          found: `${section} ${kind} of ${group.name} has no effect: every policy brings ${listInWords(actual)}`,
          advice: `leave it out, or let a policy keep it`,
        },
      ];
    });
    const idle = [
      ["mechanism", "update"],
      ["agent", "agent"],
      ["runtime", "runtime"],
    ].flatMap(([section, rules]) =>
      Object.keys(written(data, ["fleet", "groups", index, section!])).flatMap((field) => {
        const reason = hostSettingIdle(rules!, field, seen);
        return reason === undefined
          ? []
          : [finding(["fleet", "groups", index, section!, field], reason)];
      }),
    );
    return [...overridden, ...idle];
  });
}
