import { listInWords } from "../../support/list-in-words.js";
import { timeInWords } from "../in-words.js";
import type { Subject } from "../subject.js";
import { type Release, releasePath, listedReleases } from "../upstream.js";
import type { Finding, Warning } from "../warning.js";

/** A release that no host ever sees. */
export const releaseNeverArrives: Warning = {
  code: "release-never-arrives",
  title: "A release that never reaches the fleet",
  why: "A host takes what appears on the channel that its group, or its policy, follows, before the run ends. A release that is published later, on other channels alone, or for mechanisms that no group has, might as well not be there.",
  example: `horizon: 10d
releases:
  - { version: 1.1.0, payload: 150MB, channels: { stable: 42d } }`,
  mend: "Publish it before the end, on a channel that somebody follows, or simulate a longer `horizon`.",
  find: (subject) =>
    listedReleases(subject.scenario).flatMap(({ release, index }) =>
      findingsOf(release, index, subject),
    ),
};

function findingsOf(release: Release, index: number, subject: Subject): readonly Finding[] {
  const { scenario, followed, policies } = subject;
  const { version } = release;
  // What a group runs at the start need not be published.
  if (scenario.fleet.groups.some((group) => group.release === version)) return [];
  const entries = Object.entries(release.channels);
  const seen = entries.filter(([name]) => followed.has(name));
  const advice = `publish it before ${timeInWords(scenario.horizon)}, or simulate a longer horizon`;
  if (seen.length === 0) {
    const on = entries.length === 0 ? "no channel" : listInWords(entries.map(([name]) => name));
    const found = `${version} appears on ${on} alone, and every group follows ${listInWords([...followed])}`;
    const follow =
      entries.length === 0
        ? "publish it on a channel"
        : "let a group follow it there, or publish it where they are";
    return [{ path: releasePath(index, "channels"), found, advice: follow }];
  }
  const late = seen.filter(([, at]) => at === undefined || at >= scenario.horizon);
  if (late.length === seen.length) {
    return late.slice(0, 1).map(([name, at]) => ({
      path: releasePath(index, "channels", name),
      found:
        at === undefined
          ? `${version} never appears on ${name}`
          : `${version} appears on ${name} after ${timeInWords(at)}, and the run ends after ${timeInWords(scenario.horizon)}`,
      advice,
    }));
  }
  const groups = policies.flatMap((policy) => policy.groups);
  const isFor = release.for;
  if (isFor === undefined || groups.some(({ mechanism }) => isFor.includes(mechanism.kind)))
    return [];
  const kinds = [...new Set(groups.map(({ mechanism }) => mechanism.kind))];
  if (groups.length === 0) return [];
  return [
    {
      path: releasePath(index, "for"),
      found: `${version} is for ${listInWords(isFor)}, and every group updates by ${listInWords(kinds)} under every policy`,
      advice: "let it be for a mechanism that a group has",
    },
  ];
}
