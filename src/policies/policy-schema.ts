import { z } from "zod";
import { agentConfig, mechanismConfig, runtimeConfig } from "../fleet/settings/config.js";
import { duration } from "../support/quantity.js";
import { parts, presets } from "./index.js";
import { isSettings, mergeSettings, type Settings } from "./merge-settings.js";
import type { Part, PartRole } from "./part.js";
import { type BoundPart, ROLES } from "./policy.js";
import type { Preset } from "./preset.js";

/** A policy as a scenario writes it, under `policies.<name>`. */

/** The kinds that a policy has where neither it nor its preset says otherwise. */
const DEFAULT_KINDS: Readonly<Record<PartRole, string>> = {
  offer: "channel",
  reboot: "immediate",
  health: "none",
  operator: "none",
};

const filled = z
  .strictObject({
    kind: z
      .literal("external", {
        error: "expected external, for a controller of one's own, or no kind",
      })
      .optional()
      .describe("external: a program of one's own decides, see docs/own-policies.md."),
    command: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Command line of the controller, as `[python3, controller.py]`; only external."),
    timeout: duration()
      .optional()
      .describe(
        "How long the controller may take to answer, in real time; only external. Default 5s.",
      ),
    preset: z
      .enum(presets.map(({ name }) => name))
      .optional()
      .describe("A real system whose documented defaults fill all that is not written here."),
    description: z.string().optional().describe("What the report says of this policy."),
    offer: partOf("offer", "Who may take which release when."),
    reboot: partOf("reboot", "When a host that wants to reboot may, and how it is drained."),
    health: partOf("health", "What is watched, and what stops a release automatically."),
    operator: partOf("operator", "The people who watch, and when they stop a release."),
    update: mechanismConfig
      .optional()
      .describe("Update mechanism of every host, instead of its group's."),
    agent: agentConfig.optional().describe("Update agent of every host, instead of its group's."),
    runtime: runtimeConfig
      .optional()
      .describe("Container runtime of every host, instead of its group's."),
    sources: z
      .record(z.string(), z.string())
      .optional()
      .describe("Where figures are from, by path inside the policy, as `/reboot/max`."),
  })
  .refine(({ kind, command }) => (kind === "external") === (command !== undefined), {
    error: "expected a command with kind external and nowhere else",
    path: ["command"],
  });

/** Schema of a policy: lays what is written over the preset, then decodes the whole. Unknown keys are errors. */
export const policyInput = z.preprocess(fillPreset, filled);

/** A policy decoded, its preset filled in. */
export type PolicySettings = z.output<typeof policyInput>;

/** A program that decides. */
export interface ExternalController {
  readonly command: readonly string[];
  /** How long it may take to answer, in real time [ms]. */
  readonly timeout: number;
}

/** A policy ready to be composed and to be laid over the settings of the groups. */
export interface ResolvedPolicy {
  readonly preset: string | undefined;
  readonly description: string | undefined;
  /** One part of each role, for `composePolicy`. */
  readonly parts: readonly BoundPart[];
  /** What every host gets instead of its group's settings; only what is set. */
  readonly update: PolicySettings["update"];
  readonly agent: PolicySettings["agent"];
  readonly runtime: PolicySettings["runtime"];
  /** The program that decides instead of the parts; undefined: the parts decide. */
  readonly controller: ExternalController | undefined;
  /** Where figures are from, by path inside the policy; a figure that the scenario changed loses the preset's source. */
  readonly sources: Readonly<Record<string, string>>;
}

/** How long a controller may take where nothing is said [ms]. */
const ANSWER_TIME = 5_000;

/** Binds a decoded policy to the parts it names. */
export function resolvePolicy(settings: PolicySettings): ResolvedPolicy {
  const { preset, description, update, agent, runtime, sources, command, timeout } = settings;
  return {
    preset,
    description,
    parts: ROLES.map((role) => {
      const { kind, ...config } = settings[role];
      return { part: parts[role].find(({ name }) => name === kind)!, config };
    }),
    update,
    agent,
    runtime,
    controller: command === undefined ? undefined : { command, timeout: timeout ?? ANSWER_TIME },
    sources: sources ?? {},
  };
}

type PartOption = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

// The registry holds parts without the types of their settings; each schema is a strict object (their conformance test says so).
function partOf(role: PartRole, doc: string) {
  const options = parts[role].map(({ name, doc, config }: Part) =>
    (config as z.ZodObject).safeExtend({ kind: z.literal(name).describe(doc) }),
  ) as unknown as [PartOption, ...PartOption[]];
  return z
    .discriminatedUnion("kind", options)
    .meta({ oneOf: undefined, anyOf: options.map(withoutRequiredKind) })
    .prefault({ kind: DEFAULT_KINDS[role] })
    .describe(doc);
}

/** The JSON Schema of an option for editors, which do not know that a preset supplies the kind. */
function withoutRequiredKind(option: PartOption) {
  const {
    $schema: _,
    required,
    ...schema
  } = z.toJSONSchema(option, { io: "input", target: "draft-7" });
  return { ...schema, required: required?.filter((field) => field !== "kind") ?? [] };
}

/** Lays what a scenario writes over its preset. What cannot be laid is left for the schema to refuse. */
function fillPreset(input: unknown): unknown {
  if (!isSettings(input) || input["preset"] === undefined) return input;
  const preset = presets.find(({ name }) => name === input["preset"]);
  // Without a preset its kinds are missing too: one complaint is enough.
  if (preset === undefined) return withoutKindlessParts(input);
  const merged = mergeSettings(preset.settings, input);
  const sources = { ...sourcesThatHold(preset, merged), ...asSources(input["sources"]) };
  return { ...merged, sources };
}

function withoutKindlessParts(input: Settings): Settings {
  return Object.fromEntries(
    Object.entries(input).filter(
      ([field, value]) =>
        !ROLES.some((role) => role === field) || !isSettings(value) || value["kind"] !== undefined,
    ),
  );
}

/** The preset's sources of those figures that the scenario left as they are. */
function sourcesThatHold({ settings, sources }: Preset, merged: Settings) {
  return Object.fromEntries(
    Object.entries(sources).filter(
      ([path]) => JSON.stringify(at(settings, path)) === JSON.stringify(at(merged, path)),
    ),
  );
}

function at(settings: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce((value, field) => (isSettings(value) ? value[field] : undefined), settings);
}

function asSources(value: unknown): Settings {
  return isSettings(value) ? value : {};
}
