import { SECOND } from "../../support/time.js";
import { embedJson, escapeHtml } from "../escape-html.js";
import { durationInWords } from "../format.js";
import { looks } from "./looks.js";
import type { ReplayData } from "./replay-data.js";
import { REPLAY_STYLE } from "./replay-style.js";

const OPENING = '<script type="application/json" id="replay-data">';
const CLOSING = "</script>";

/** The replay in a page as JSON, as `replaySection` put it there; undefined where there is none. */
export function embeddedReplay(page: string): string | undefined {
  const start = page.indexOf(OPENING);
  if (start < 0) return undefined;
  return page.slice(start + OPENING.length, page.indexOf(CLOSING, start));
}

/** The section of the report that plays one replication; empty where none was recorded. */
export function replaySection(data: ReplayData | undefined): string {
  if (data === undefined || data.tracks.length === 0) return "";
  const { horizon, tracks, replication, seed } = data;
  const sides = tracks.length > 1 ? ([0, tracks.length - 1] as const) : ([0] as const);
  const luck =
    sides.length > 1 ? " Both sides meet the same luck: the same hosts, releases and faults." : "";
  return `<section id="replay">
<h2>Replay</h2>
<style>${REPLAY_STYLE}</style>
<p class="hint">Replication ${replication} of seed <code>${escapeHtml(seed)}</code>, each square a host.${luck} Choose a host with a click, or with the arrow keys on a grid, to read what happened to it.</p>
${notes(data)}<p class="replay-parting"><span id="replay-parting"></span> <button type="button" id="replay-go">Show this moment</button></p>
<ul class="replay-legend" aria-label="Colours">${looks.map(({ name, light, dark }) => `<li><span class="swatch" style="--light:${light};--dark:${dark}"></span>${name}</li>`).join("")}</ul>
<div class="replay-sides sides-${sides.length}">
${sides.map((track, side) => sideOf(data, side, track)).join("\n")}
</div>
<p class="replay-strip-title">Hosts that do not serve<span id="replay-strip-key"></span></p>
<canvas id="replay-strip" role="img" aria-label="Hosts that do not serve over time, with faults shaded"></canvas>
<input type="range" id="replay-time" min="0" max="${horizon}" step="1000" value="0" aria-label="Time in the replay">
<div class="replay-bar">
<button type="button" id="replay-play" aria-pressed="false">Play</button>
<label>Speed <select id="replay-speed">${speeds(horizon)}</select></label>
<label>Host <input type="number" id="replay-host" min="0" max="${data.hosts - 1}" step="1"></label>
<output id="replay-clock" for="replay-time"></output>
</div>
${faultList(data)}
<p id="replay-live" class="replay-unseen" role="status" aria-live="polite"></p>
<div id="replay-history" tabindex="-1" hidden></div>
${OPENING}${embedJson(data)}${CLOSING}
</section>`;
}

function sideOf({ tracks, hosts }: ReplayData, side: number, chosen: number): string {
  const options = tracks
    .map(
      ({ policy }, track) =>
        `<option value="${track}"${track === chosen ? " selected" : ""}>${escapeHtml(policy)}</option>`,
    )
    .join("");
  return `<div class="replay-side" data-side="${side}">
<label>Policy <select aria-label="Policy on side ${side + 1}">${options}</select></label>
<canvas tabindex="0" role="application" aria-roledescription="grid of hosts" aria-label="${hosts} hosts; arrow keys choose one"></canvas>
<p class="counts"></p>
</div>`;
}

/** What a reader must know is missing. */
function notes({ tracks, omitted }: ReplayData): string {
  const named = (policies: readonly string[]) => escapeHtml(policies.join(", "));
  const of = (detail: string) =>
    tracks.filter((track) => track.detail === detail).map(({ policy }) => policy);
  const [phases, merged] = [of("phases"), of("merged")];
  const said = [
    ...(phases.length > 0
      ? [`Of ${named(phases)} it holds phases only, without boots and releases.`]
      : []),
    ...(merged.length > 0
      ? [`Of ${named(merged)} it holds phases only, and a reboot is one phase.`]
      : []),
    ...(omitted.length > 0 ? [`There was no room for ${named(omitted)}.`] : []),
  ];
  return said.length === 0
    ? ""
    : `<p class="replay-note">To keep this file small the replay leaves things out. ${said.join(" ")}</p>\n`;
}

/** Simulated time for each second; the one that plays everything in about forty seconds is chosen. */
function speeds(horizon: number): string {
  const steps = [60_000, 600_000, 3_600_000, 21_600_000, 86_400_000].filter(
    (step, index) => index === 0 || step < horizon / 5,
  );
  const fitting = steps.findLast((step) => step <= horizon / 40) ?? steps[0]!;
  return steps
    .map(
      (step) =>
        `<option value="${step}"${step === fitting ? " selected" : ""}>${durationInWords(step)} per second</option>`,
    )
    .join("");
}

/** Most faults that are buttons; more of them are a wall. */
const MOST_FAULTS = 12;
/** So many are shown at once. */
const FEW_FAULTS = 4;

/** Nobody reads milliseconds of days. */
function toSeconds(time: number): number {
  return time < SECOND ? time : Math.round(time / SECOND) * SECOND;
}

function faultList({ faults }: ReplayData): string {
  if (faults.length === 0) return "";
  const shown = faults
    .slice(0, MOST_FAULTS)
    .map(
      ({ label, from, until, hosts }) =>
        `<li><button type="button" class="replay-fault" data-time="${from}">${escapeHtml(label)}</button> at ${durationInWords(toSeconds(from))}, for ${durationInWords(toSeconds(until - from))}${hosts === 0 ? "" : `, ${hosts} host${hosts === 1 ? "" : "s"}`}</li>`,
    );
  const rest = faults.length - shown.length;
  const more = rest > 0 ? `<li>and ${rest} more, shaded above</li>` : "";
  const list = `<ul>${shown.join("")}${more}</ul>`;
  // A few are read at a glance, more of them stand in the way.
  return faults.length <= FEW_FAULTS
    ? `<div class="replay-faults"><h3>Faults</h3>${list}</div>`
    : `<details class="replay-faults"><summary>${faults.length} faults</summary>${list}</details>`;
}
