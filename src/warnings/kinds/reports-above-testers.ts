import { counted } from "../in-words.js";
import type { Warning } from "../warning.js";

/** More reports wanted than there are people to make them. */
export const reportsAboveTesters: Warning = {
  code: "reports-above-testers",
  title: "More reports wanted than there are testers",
  why: "Each tester reports a release at most once, so upstream never has as many reports as it waits for, and withdraws nothing.",
  example: `channels:
  stable: { testers: 5, reports: 10 }`,
  mend: "Let fewer reports suffice, or let more testers follow the channel.",
  find: ({ scenario }) =>
    Object.entries(scenario.channels).flatMap(([name, { testers, reports }]) =>
      testers > 0 && reports > testers
        ? [
            {
              path: ["channels", name, "reports"],
              found: `upstream waits for ${reports} reports on ${name}, and ${counted(testers, "tester")} can make one each`,
              advice: `let ${testers} or fewer suffice, or give ${name} more testers`,
            },
          ]
        : [],
    ),
};
