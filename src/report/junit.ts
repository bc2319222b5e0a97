import junit, { type Builder } from "junit-report-builder";
import { invariants } from "../invariants/index.js";
import type { PolicyResult } from "../experiment/comparison.js";
import type { Report } from "./report.js";

/** The package's types say that this is its namespace; in a module of Node it is the builder itself. */
const builder = junit as unknown as Builder;

/** Breaches named in the failure of a case at most. */
const NAMED = 20;

/** The report as JUnit XML: each expectation is a case, and each invariant under each policy. */
export function renderJunit({ comparison }: Report): string {
  const { scenario, expectations, policies } = comparison;
  const book = builder.newBuilder();
  const expected = book.testSuite().name(`${xmlText(scenario.name)}: expectations`);
  for (const { text, policy, met, found, estimate } of expectations) {
    const value = estimate === null ? found : `${found} (n = ${estimate.n})`;
    const test = expected
      .testCase()
      .className(xmlText(`${scenario.name}.expectations.${policy}`))
      .name(xmlText(text))
      .file(xmlText(scenario.file));
    if (!met) test.failure(xmlText(`expected ${text}; found ${value}`), "expectation");
  }
  const held = book.testSuite().name(`${xmlText(scenario.name)}: invariants`);
  const found = policies.flatMap(({ breaches }) => breaches.map(({ invariant }) => invariant));
  const names = [...new Set([...invariants.map(({ name }) => name), ...found])];
  for (const policy of policies) {
    for (const name of names) {
      const test = held
        .testCase()
        .className(xmlText(`${scenario.name}.invariants.${policy.name}`))
        .name(name)
        .file(xmlText(scenario.file));
      const failure = breachesOf(policy, name);
      if (failure !== undefined) test.failure(xmlText(failure), "invariant");
    }
  }
  return `${book.build().trimEnd()}\n`;
}

function breachesOf({ breaches }: PolicyResult, invariant: string): string | undefined {
  const found = breaches.filter((breach) => breach.invariant === invariant);
  if (found.length === 0) return undefined;
  const lines = found
    .slice(0, NAMED)
    .map(({ message, reproduce }) => `${message}\nreproduce: ${reproduce}`);
  const left = found.length - lines.length;
  return [...lines, ...(left > 0 ? [`${left} more`] : [])].join("\n");
}

/** Text without the characters that XML 1.0 cannot hold, escaped or not. */
function xmlText(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}
