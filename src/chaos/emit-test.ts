import type { FoundFile } from "./found-file.js";

/**
 * A finding as a test of its own: it fails as long as the failure is there. To be kept beside the scenario it runs.
 *
 * @param invariant what does not hold.
 * @param replication whose luck the world has.
 */
export function testOf(
  { name, story }: FoundFile,
  { invariant, policy, replication }: { invariant: string; policy: string; replication: number },
): { readonly name: string; readonly text: string } {
  const id = { policy, replication };
  const text = `${story.map((line) => `// ${line}`.trimEnd()).join("\n")}
import { fileURLToPath } from "node:url";
import { loadScenario, simulate } from "shakedown";
import { expect, it } from "vitest";

it(${JSON.stringify(`keeps ${invariant} under ${policy}`)}, () => {
  const scenario = loadScenario(fileURLToPath(new URL(${JSON.stringify(`./${name}`)}, import.meta.url)));
  const { breaches } = simulate(scenario, ${JSON.stringify(id)});
  expect(breaches.filter(({ invariant }) => invariant === ${JSON.stringify(invariant)})).toEqual([]);
});
`;
  return { name: name.replace(/\.yaml$/, ".test.ts"), text };
}
