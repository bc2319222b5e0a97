import type { DefectKind, Moment, Per } from "./defect-kind.js";

/** When a chance of a host or a boot is taken. */
const moments: Readonly<Record<Moment["at"], string>> = {
  kernel: "when the kernel has been loaded",
  userland: "when userland is up",
  "daemon-start": "whenever the daemon of the runtime starts",
  "container-start": "whenever a container starts on a host, or in a boot, that was hit",
};

/** What a chance can be taken at, in the order in which it is told. */
export const pers: readonly Per[] = ["host", "boot", "container-start", "installation"];

/** What the chances of a kind can be taken at, with or without a delay. */
export function persOf({ meaningless }: DefectKind): readonly Per[] {
  const refused = meaningless.filter(({ after }) => after === undefined).map(({ per }) => per);
  return pers.filter((per) => !refused.includes(per));
}

/** A kind in sentences: what it does, when it takes its chance, what it is by default. */
export function defectInWords({ doc, moment, component, per }: DefectKind): string {
  const does = `${doc[0]!.toUpperCase()}${doc.slice(1)}.`;
  return `${does} Takes its chance ${moments[moment.at]}. By default of the ${component}, per ${per}.`;
}

/** What cannot be written of a kind, each as a sentence with its reason. */
export function refusalsOf({ meaningless }: DefectKind): string[] {
  return meaningless.map(({ per, after, why }) => {
    const what = after === true ? `\`after\` with \`per: ${per}\`` : `\`per: ${per}\``;
    return `Not ${what}: ${why}.`;
  });
}
