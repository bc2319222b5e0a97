import { defectKinds } from "../../src/fleet/defects/index.js";
import type { DefectKind } from "../../src/fleet/defects/defect-kind.js";
import { defectInWords, persOf, refusalsOf } from "../../src/fleet/defects/in-words.js";
import { lostCapacity } from "../../src/fleet/defects/kinds/lost-capacity.js";
import { item, linkTo, page, prose, wrapped, yamlBlock } from "../markdown.js";

/** docs/reference/defects.md: every kind of defect of a release. */
export function defectsPage(): string {
  return page("Defects", INTRO, [
    defectKinds.map(({ kind, doc }) => item(`${linkTo(kind)}: ${doc}.`)).join("\n"),
    ...defectKinds.flatMap(section),
  ]);
}

const INTRO =
  "What may be wrong with a release: the `kind` of an entry under its `defects`. All settings of an entry are in [the scenario](scenario.md#releasesdefects); what chances and delays mean is in [the model](../model.md#releases-channels-upstream). `shakedown explain KIND` prints an entry of this page.";

function section(kind: DefectKind): string[] {
  return [
    `## ${kind.kind}`,
    wrapped(prose(defectInWords(kind))),
    wrapped(
      `Chances: ${persOf(kind)
        .map((per) => `\`${per}\``)
        .join(", ")}.`,
    ),
    ...refusalsOf(kind).map((refusal) => item(refusal)),
    yamlBlock(exampleOf(kind)),
  ];
}

function exampleOf({ kind }: DefectKind): string {
  const more = kind === lostCapacity.kind ? ", capacityShare: 30%" : "";
  return `releases:
  - version: 1.1.0
    payload: 180MB
    channels: { stable: 1d }
    defects: [{ kind: ${kind}, probability: 10%${more} }]`;
}
