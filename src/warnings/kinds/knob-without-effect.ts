import { choosePolicy } from "../../experiment/choose-policy.js";
import { findKnob, type Knob, KnobError } from "../../experiment/knobs.js";
import type { Path } from "../../scenario/read-yaml.js";
import { listInWords } from "../../support/list-in-words.js";
import { hostSettingIdle, partSettingIdle } from "../relevance.js";
import type { PolicySubject, Subject } from "../subject.js";
import type { Finding, Warning } from "../warning.js";

/** A knob that turns nothing. */
export const knobWithoutEffect: Warning = {
  code: "knob-without-effect",
  title: "A knob without effect",
  why: "`plan`, `sweep` and `tune` run one policy. A knob of another one, or a setting that means nothing beside the others, moves no figure: whatever is recommended of it is noise.",
  example: `policies:
  kured: { preset: kured }
  ours: { preset: canary-waves }
sweep:
  policy: ours
  factors:
    - { vary: "policies[ours].offer.soak", values: [6h, 24h] }
    - { vary: "policies[kured].reboot.concurrency", values: [1, 4] }
  metrics: [reboots]`,
  mend: "Vary settings of the policy that is run, and such as have an effect there.",
  find: (subject) => {
    const { plan, sweep, tune } = subject.scenario;
    return [
      ...(plan === undefined
        ? []
        : check(subject, "plan", plan.policy, [{ path: ["plan", "vary"], vary: plan.vary }])),
      ...(sweep === undefined
        ? []
        : check(subject, "sweep", sweep.policy, listed(["sweep", "factors"], sweep.factors))),
      ...(tune === undefined
        ? []
        : check(subject, "tune", tune.policy, listed(["tune", "knobs"], tune.knobs))),
    ];
  },
};

interface Asked {
  readonly path: Path;
  readonly vary: string;
}

function listed(path: Path, list: readonly { readonly vary: string }[]): readonly Asked[] {
  return list.map(({ vary }, index) => ({ path: [...path, index, "vary"], vary }));
}

function check(
  { scenario, data, policies }: Subject,
  experiment: string,
  asked: string | undefined,
  all: readonly Asked[],
): readonly Finding[] {
  const knobs = all.flatMap((one) => {
    const knob = knobOf(data, one.vary);
    return knob === undefined ? [] : [{ ...one, knob }];
  });
  const { policy: name } = choosePolicy(
    scenario,
    asked,
    experiment,
    knobs.map(({ knob }) => knob),
  );
  const policy = policies.find((one) => one.name === name);
  if (policy === undefined) return [];
  return knobs.flatMap(({ path, knob }) => {
    const reason = idle(knob, policy);
    if (reason === undefined) return [];
    const found = `${knob.name} moves nothing in this ${experiment}: ${reason}`;
    return [
      { path, found, advice: "vary a setting that has an effect under the policy that is run" },
    ];
  });
}

/** The knob of a path; undefined for what is none, such as `spare[web]`. */
function knobOf(data: Subject["data"], path: string): Knob | undefined {
  try {
    return findKnob(data, path);
  } catch (error) {
    if (error instanceof KnobError) return undefined;
    throw error;
  }
}

/** Why a knob has no effect under a policy; undefined where it has one. */
function idle({ place }: Knob, policy: PolicySubject): string | undefined {
  const [section, first, second, ...rest] = place;
  if (section === "policies") {
    if (first !== policy.name) return `it is of ${String(first)}, and ${policy.name} is run`;
    if (second === "update" || second === "agent" || second === "runtime") {
      return hostSettingIdle(second, String(rest[0]), policy.groups);
    }
    if (second === "offer" || second === "reboot" || second === "health" || second === "operator") {
      return partSettingIdle(second, policy.parts[second], rest);
    }
    return undefined;
  }
  if (section !== "fleet" || first !== "groups") return undefined;
  const group = policy.groups[Number(second)]!;
  const [field, inner] = rest;
  if (field !== "mechanism" && field !== "agent" && field !== "runtime") return undefined;
  const rules = field === "mechanism" ? "update" : field;
  const reason = inner === undefined ? undefined : hostSettingIdle(rules, String(inner), [group]);
  if (reason !== undefined || field === "agent") return reason;
  const own = group.group[field]?.kind;
  const actual = group[field].kind;
  return own === undefined || own === actual
    ? undefined
    : `${policy.name} brings ${listInWords([actual])} of its own`;
}
