import { cancel, group, intro, isCancel, multiselect, outro, select, text } from "@clack/prompts";
import { presets } from "../policies/index.js";
import { type ScenarioAnswers, type Trouble, troubles } from "./scenario-template.js";

/** Asks for what a first scenario is made of, on a terminal. Undefined where the user gives up. */
export async function askScenario(usual: ScenarioAnswers): Promise<ScenarioAnswers | undefined> {
  intro("A scenario of your own");
  const answers = await group(
    {
      name: () =>
        text({ message: "What is it called?", initialValue: usual.name, validate: filled }),
      hosts: () =>
        text({ message: "How many hosts?", initialValue: String(usual.hosts), validate: counted }),
      containers: () =>
        text({
          message: "How many containers on each?",
          initialValue: String(usual.containers),
          validate: counted,
        }),
      policies: () =>
        multiselect({
          message: "Which policies are compared? The first is what the others are measured by.",
          options: presets.map(({ name, doc }) => ({
            value: name,
            label: name,
            hint: firstSentence(doc),
          })),
          initialValues: [...usual.policies],
        }),
      trouble: () =>
        select<Trouble>({
          message: "What is wrong with the release?",
          options: troubles.map((value) => ({ value, label: value })),
          initialValue: usual.trouble,
        }),
    },
    { onCancel: () => cancel("nothing written") },
  );
  if (Object.values(answers).some((answer) => answer === undefined || isCancel(answer)))
    return undefined;
  outro("done");
  const { name, hosts, containers, policies, trouble } = answers;
  return { name, hosts: Number(hosts), containers: Number(containers), policies, trouble };
}

function filled(value: string | undefined): string | undefined {
  return (value ?? "").trim() === "" ? "expected a name" : undefined;
}

function counted(value: string | undefined): string | undefined {
  return /^[1-9]\d*$/.test(value ?? "") ? undefined : "expected a whole number of at least 1";
}

function firstSentence(doc: string): string {
  return `${doc.split(/[.:;]/)[0]!}`.slice(0, 60);
}
