import { presets } from "../policies/index.js";
import { isSettings, mergeSettings } from "../policies/merge-settings.js";
import { shown } from "../support/quantity.js";
import type { DataIssue } from "./issue-texts.js";
import { at, type Field, fields } from "./raw-fields.js";

/** Complains of sources for what is not in the file, nor in the preset of a policy. */
export function checkSources(root: Field): DataIssue[] {
  return [
    ...unplaced(at(root, "sources"), root, "in this file, such as /fleet/groups/0/hosts"),
    ...fields(at(root, "policies")).flatMap((policy) =>
      unplaced(at(policy, "sources"), withPreset(policy), "in this policy, such as /reboot/max"),
    ),
  ];
}

/** Sources whose path leads to nothing. @param of what the paths begin at. */
function unplaced(sources: Field, of: Field, where: string): DataIssue[] {
  return fields(sources).flatMap(({ key, path }) =>
    at(of, ...pointerSteps(key)).value === undefined || !key.startsWith("/")
      ? [
          {
            path,
            part: "key" as const,
            message: `expected the path of something ${where}, got ${shown(key)}`,
          },
        ]
      : [],
  );
}

/** A policy with what its preset says. */
function withPreset(policy: Field): Field {
  const preset = presets.find(({ name }) => name === at(policy, "preset").value);
  if (preset === undefined || !isSettings(policy.value)) return policy;
  return { ...policy, value: mergeSettings(preset.settings, policy.value) };
}

/** The steps of a JSON pointer (RFC 6901); digits are the same as an index. */
function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
