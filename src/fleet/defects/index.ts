import { invariant } from "../../support/invariant.js";
import type { DefectKind } from "./defect-kind.js";
import * as kinds from "./kinds/index.js";

/** Every kind of defect, in the order of their names. */
export const defectKinds: readonly DefectKind[] = Object.values(kinds);

const byName = new Map(defectKinds.map((one) => [one.kind, one]));

/** A kind by its name, which the schema has checked. */
export function defectKindOf(name: string): DefectKind {
  const found = byName.get(name);
  invariant(found !== undefined, () => `no kind of defect is called "${name}"`);
  return found;
}
