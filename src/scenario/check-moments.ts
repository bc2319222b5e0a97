import { shown } from "../support/quantity.js";
import { type DataIssue, hint } from "./issue-texts.js";
import { parseMoment } from "./moment.js";
import { at, entries, type Field, fields, text } from "./raw-fields.js";

/** Parts of a file in which figures are bounded at moments. */
const BOUNDS = ["objective", "expect", "plan", "tune"];

/** Releases that a message lists; a train has hundreds. */
const LISTED = 20;

/** Complains of moments that go by a release that there is not. */
export function checkMoments(root: Field, releases: readonly string[]): DataIssue[] {
  return BOUNDS.flatMap((part) => momentsIn(at(root, part))).flatMap((field) => {
    const [moment] = text(field).flatMap((written) => parseMoment(written) ?? []);
    if (moment === undefined || releases.includes(moment.version)) return [];
    const { version } = moment;
    const some = releases.length > LISTED ? [...releases.slice(0, LISTED), "…"] : releases;
    const known = releases.length === 0 ? "of which there is none" : `(${some.join(", ")})`;
    const message = `expected a release ${known}, got ${shown(version)}${hint(version, releases)}`;
    return [{ path: field.path, part: "value" as const, message }];
  });
}

/** Every field called `at`. */
function momentsIn(field: Field): Field[] {
  const below = [...entries(field), ...fields(field)].flatMap(momentsIn);
  const own = at(field, "at");
  return own.value === undefined ? below : [own, ...below];
}
