import type { Completion } from "../../experiment/completion.js";
import { plainRow, type TidyRow } from "./tidy-row.js";

/** How far the rollouts came, as tidy rows: the share of hosts patched, and whether that counts as finished. */
export function completionRows(
  policy: string,
  point: string,
  { patched, finished }: Completion,
): readonly TidyRow[] {
  const of = { policy, point, figure: "hosts-unpatched" };
  return [
    plainRow({ ...of, estimate: "share-patched" }, { value: patched }),
    plainRow(
      { ...of, estimate: "finished" },
      { value: finished === null ? null : Number(finished) },
    ),
  ];
}
