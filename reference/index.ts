import { format } from "prettier";
import { defectsPage } from "./pages/defects.js";
import { faultsPage } from "./pages/faults.js";
import { invariantsPage } from "./pages/invariants.js";
import { metricsPage } from "./pages/metrics.js";
import { policiesPage } from "./pages/policies.js";
import { scenarioPage } from "./pages/scenario.js";
import { warningsPage } from "./pages/warnings.js";

const PAGES: Readonly<Record<string, () => string>> = {
  "scenario.md": scenarioPage,
  "policies.md": policiesPage,
  "defects.md": defectsPage,
  "faults.md": faultsPage,
  "metrics.md": metricsPage,
  "invariants.md": invariantsPage,
  "warnings.md": warningsPage,
};

/** The pages of docs/reference, by their file name: text as it is committed. */
export async function referencePages(): Promise<Readonly<Record<string, string>>> {
  const written = Object.entries(PAGES).map(async ([file, render]) => {
    const text = await format(render(), { parser: "markdown", printWidth: 100 });
    return [file, text] as const;
  });
  return Object.fromEntries(await Promise.all(written));
}
