import type { Scenario } from "../scenario/scenario.js";

/** Which scenario an answer is about. */
export type ScenarioReference = Pick<Scenario, "name" | "file" | "hash" | "description">;

/** What names a scenario, without the rest of it. */
export function referenceTo({ name, file, hash, description }: Scenario): ScenarioReference {
  return { name, file, hash, description };
}
