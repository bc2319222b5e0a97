import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { parseDuration } from "../support/duration-text.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";
import type { Certificate } from "./certificate.js";
import { faultsIn } from "./chaos-case.js";
import type { Settings } from "./data-edit.js";
import { identityOf } from "./failure.js";
import type { Shrunk } from "./shrink.js";

/** Findings as files: scenarios that a person reads at a glance and that show the failure again. */

/** A finding ready to be written. */
export interface FoundFile {
  /** `<invariant>-<hash>.yaml` */
  readonly name: string;
  readonly text: string;
  /** The story in words, a line each. */
  readonly story: readonly string[];
  /** The line that shows it again. */
  readonly reproduce: string;
}

/** What a found file says of itself under `x-found`: the scenario decoder leaves it alone. */
export interface FoundNote {
  /** Name of the scenario that was searched. */
  readonly scenario: string;
  readonly policy: string;
  readonly replication: number;
  readonly invariant: string;
  readonly subject: string;
  /** Hash of all transitions, 16 hex digits. */
  readonly traceHash: string;
}

/** Where a finding comes from and goes to. */
export interface FoundIn {
  readonly note: FoundNote;
  readonly folder: string;
  /** The file of a policy of one's own. */
  readonly moduleFile?: string | undefined;
}

/**
 * Writes a certified finding down.
 *
 * @param folder where the file will be, for the line that reproduces it.
 */
export function foundFile(
  { smallest, failure }: Shrunk,
  certificate: Certificate,
  { note, folder, moduleFile }: FoundIn,
): FoundFile {
  const digest = createHash("sha256").update(JSON.stringify(smallest.data)).digest("hex");
  const name = `${failure.invariant}-${digest.slice(0, 8)}`;
  const story = storyOf(smallest.data, failure);
  const data = {
    ...smallest.data,
    name,
    "x-found": {
      ...note,
      identity: identityOf(failure),
      certificate: {
        minimal: certificate.isMinimal,
        without: Object.fromEntries(
          certificate.necessities
            .filter((one) => one.without !== "no scenario")
            .map((one) => [one.element, one.without]),
        ),
        failsFrom: Object.fromEntries(
          certificate.ranges.map(({ element, from, to }) => [element, `${from} to ${to}`]),
        ),
      },
    },
  };
  const head = [
    ...story,
    "",
    `Reproduce: ${reproduceLine(`${folder}/${name}.yaml`, moduleFile)}`,
    "Found and shrunk by shakedown chaos; x-found says what happens without each part, and how far each number can move.",
  ];
  const comment = head.map((line) => `# ${line}`.trimEnd()).join("\n");
  return {
    name: `${name}.yaml`,
    text: `${comment}\n\n${stringify(data, { lineWidth: 0 })}`,
    story,
    reproduce: `Reproduce: ${reproduceLine(`${folder}/${name}.yaml`, moduleFile)}`,
  };
}

/** The command that shows a kept finding again; it exits with 1 as long as the failure is there. */
export function reproduceLine(file: string, moduleFile?: string): string {
  const policy = moduleFile === undefined ? "" : ` --policy ${moduleFile}`;
  return `shakedown run ${file} --no-report${policy}`;
}

/** The finding in words. */
function storyOf(data: Settings, { invariant, message, time }: Shrunk["failure"]): string[] {
  const faults = faultsInWords(data);
  return [
    `${invariant} does not hold: ${message}.`,
    `It happens ${clock(time)} after the start, and takes ${numberInWords(faults.length)}`,
    ...faults.map((fault) => `  ${fault}`),
  ];
}

/** The faults of a case, a line each, in the order of time. */
export function faultsInWords(data: Settings): readonly string[] {
  return faultsIn(data)
    .toSorted((a, b) => fromOf(a) - fromOf(b))
    .map(faultInWords);
}

function numberInWords(faults: number): string {
  if (faults === 0) return "no fault at all.";
  return faults === 1 ? "one fault:" : `${faults} faults:`;
}

function faultInWords({ kind, from, for: lasting, hosts, ...rest }: Settings): string {
  const victims = Array.isArray(hosts)
    ? ` on host${hosts.length === 1 ? "" : "s"} ${hosts.join(", ")}`
    : "";
  const settings = Object.entries(rest).map(
    ([name, value]) => `, ${name} ${JSON.stringify(value)}`,
  );
  const length =
    lasting === undefined
      ? ""
      : ` for ${typeof lasting === "string" ? lasting : JSON.stringify(lasting)}`;
  const onset = typeof from === "string" ? `at ${clock(parseDuration(from) ?? 0)}: ` : "";
  return `${onset}${String(kind)}${victims}${length}${settings.join("")}`;
}

function fromOf({ from }: Settings): number {
  return typeof from === "string" ? (parseDuration(from) ?? 0) : 0;
}

/** A time since the start as `1d 02:03:04`. */
function clock(time: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = time % DAY;
  const ofDay = `${two(rest / HOUR)}:${two((rest % HOUR) / MINUTE)}:${two((rest % MINUTE) / SECOND)}`;
  return time >= DAY ? `${Math.floor(time / DAY)}d ${ofDay}` : ofDay;
}
