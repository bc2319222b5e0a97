import {
  bootOutcomeNames,
  causeNames,
  HostPhase,
  hostPhaseNames,
} from "../../fleet/state/phases.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../support/time.js";
import { What } from "./columns.js";
import { mergedPhase, type Parting } from "./parting.js";
import type { ReplayData } from "./replay-data.js";
import { isPhase, type Track } from "./track.js";

/** A moment since the start, "3 d 04:12:07". @param time [ms] */
export function momentInWords(time: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${Math.floor(time / DAY)} d ${two((time % DAY) / HOUR)}:${two((time % HOUR) / MINUTE)}:${two((time % MINUTE) / SECOND)}`;
}

/** Zone of each host. */
export function zonesOfHosts({ zoneRuns, hosts }: ReplayData): Uint16Array {
  const zones = new Uint16Array(hosts);
  let first = 0;
  for (let i = 0; i + 1 < zoneRuns.length; i += 2) {
    zones.fill(zoneRuns[i]!, first, first + zoneRuns[i + 1]!);
    first += zoneRuns[i + 1]!;
  }
  return zones;
}

/** "host 17 (web-3, zone b)". */
export function hostInWords(data: ReplayData, zones: Uint16Array, host: number): string {
  const group = data.groups.find(({ first, hosts }) => host >= first && host < first + hosts);
  const place = group === undefined ? "" : `${group.name}-${host - group.first}, `;
  return `host ${host} (${place}zone ${data.zones[zones[host]!]!})`;
}

/** One line of a host's history. */
export interface HistoryLine {
  /** [ms] */
  readonly time: number;
  readonly words: string;
}

/** What happened to a host, oldest first. */
export function historyOf(track: Track, host: number, releases: readonly string[]): HistoryLine[] {
  const { columns } = track;
  const lines: HistoryLine[] = [];
  for (let i = columns.host.indexOf(host); i >= 0; i = columns.host.indexOf(host, i + 1)) {
    lines.push({
      time: columns.time[i]!,
      words: recordInWords(columns.what[i]!, columns.more[i]!, {
        releases,
        isMerged: track.detail === "merged",
      }),
    });
  }
  return lines;
}

function recordInWords(
  what: number,
  more: number,
  { releases, isMerged }: { readonly releases: readonly string[]; readonly isMerged: boolean },
): string {
  const release = (index: number) => releases[index] ?? "the first release";
  if (isPhase(what)) {
    const name = isMerged && what === HostPhase.ShuttingDown ? "rebooting" : hostPhaseNames[what]!;
    return more === 0 ? name : `${name}, because of ${causesInWords[more] ?? "something else"}`;
  }
  switch (what) {
    case What.Runs:
      return `runs ${release(Math.floor(more / 4))} (${changes[more % 4]!})`;
    case What.BootFailed:
      return `boot of ${release(Math.floor(more / 8))} ${bootOutcomeNames[more % 8] ?? "failed"}`;
    case What.FellBack:
      return `its loader fell back to ${release(more)}`;
    case What.Defect:
      return `hit by a defect of ${release(more)}`;
    case What.Granted:
      return `takes ${release(more)}`;
    case What.Noticed:
      return `people noticed trouble while it ran ${release(more)}`;
    default:
      return "something this version cannot read";
  }
}

const changes = ["update", "fallback", "repair", "replacement"] as const;
const causesInWords = causeNames.map((cause) =>
  cause === "no-room" ? "lack of room" : `a ${cause}`,
);

/** "At 3 d 04:12:00 host 17 (web-17, zone b) was draining under coreos and serving under ubuntu." */
export function partingInWords(
  parting: Parting | undefined,
  { a, b, data }: { readonly a: Track; readonly b: Track; readonly data: ReplayData },
): string {
  if (a.policy === b.policy) return "Both sides show the same policy.";
  if (parting === undefined) {
    return `Under ${a.policy} and ${b.policy} every host was in the same phase at every moment.`;
  }
  const { time, host, hosts, phases } = parting;
  const under = (policy: string, phase: number) => `${phaseInWords(phase)} under ${policy}`;
  const others =
    hosts > 1 ? `; ${(hosts - 1).toLocaleString("en")} other hosts part at the same moment` : "";
  return `They part first at ${momentInWords(time)}: ${hostInWords(data, zonesOfHosts(data), host)} was ${under(a.policy, phases[0])} and ${under(b.policy, phases[1])}${others}.`;
}

function phaseInWords(phase: number): string {
  if (phase === HostPhase.Workloads) return "starting its containers";
  return mergedPhase(phase) === HostPhase.ShuttingDown ? "rebooting" : hostPhaseNames[phase]!;
}
