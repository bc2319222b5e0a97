/** Style sheet of the HTML report: calm, readable, light and dark, on paper and on a telephone. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2933; --soft: #52606d; --line: #d9dee3; --page: #f5f7f9; --card: #ffffff; --accent: #005a8e; --good: #00684a; --bad: #a8320a; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e7eb; --soft: #a3afba; --line: #323f4b; --page: #0e1216; --card: #14181d; --accent: #6bb8ea; --good: #4fc79b; --bad: #f2925f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
header, main { max-width: 1280px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 1.25rem; }
h3 { margin: 0 0 8px; font-size: 1.05rem; }
.kicker { margin: 0 0 4px; color: var(--accent); font-weight: 600; letter-spacing: 0.04em; text-transform: uppercase; font-size: 0.8rem; }
.facts { margin: 6px 0 0; color: var(--soft); }
.contents { max-width: 1280px; margin: 16px auto 0; padding: 8px 24px; display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 0.92rem; background: var(--page); }
.contents a { color: var(--accent); }
@media (min-width: 900px) and (min-height: 600px) { .contents { position: sticky; top: 0; z-index: 2; } section, figure { scroll-margin-top: 52px; } }
section { margin: 28px 0; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.answer { font-size: 1.2rem; border-left: 5px solid var(--accent); }
.answer p { margin: 0 0 6px; }
.answer p:last-child { margin: 0; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.92em; overflow-wrap: anywhere; }
.hint, figcaption, .empty { color: var(--soft); font-size: 0.92rem; }
.scroll { overflow-x: auto; }
.on-paper { display: none; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { padding: 7px 12px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 600; border-bottom-width: 2px; }
thead th, .ranking th, .ranking td { overflow-wrap: normal; }
.ranking th, .ranking td { padding: 7px 9px; }
.ranking td, .ranking thead th:not(:first-child) { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.ranking thead th:not(:first-child) { white-space: normal; min-width: 5.5em; }
.ranking tbody th { font-weight: 400; min-width: 150px; }
#order-table th:nth-child(2) { text-align: left; }
.ranking .sort { all: unset; cursor: pointer; }
.ranking .sort:hover { text-decoration: underline; }
.ranking .sort:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.ranking td.unfinished { white-space: normal; }
.ranking tr.sorted th { font-weight: 700; }
.unit, .half, .delta { color: var(--soft); }
.delta { display: block; font-size: 0.92em; color: var(--text); }
.delta.within, .within { color: var(--soft); }
.best { color: var(--good); font-weight: 700; }
.best .half, .best .delta { font-weight: 400; }
button#more-metrics { margin-top: 14px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 6px; background: none; color: var(--accent); font: inherit; cursor: pointer; }
fieldset#policies { margin: 0 0 12px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 6px; display: flex; flex-wrap: wrap; gap: 4px 18px; }
fieldset#policies label { overflow-wrap: anywhere; }
.tools { margin: 0 0 8px; display: flex; gap: 8px; }
button.tool { padding: 3px 10px; border: 1px solid var(--line); border-radius: 6px; background: none; color: var(--accent); font: inherit; font-size: 0.84rem; font-weight: 400; cursor: pointer; }
figure { margin: 0 0 32px; }
figure:last-child { margin-bottom: 0; }
.chart { position: relative; overflow: hidden; }
figcaption { margin-top: 6px; }
figcaption p { margin: 0 0 4px; }
.equivalent { color: var(--text); }
details { margin-top: 8px; }
summary { cursor: pointer; color: var(--accent); }
ul.plain { list-style: none; padding: 0; margin: 0; }
.met strong { color: var(--good); }
.unmet strong { color: var(--bad); }
.alarm { border-left: 5px solid var(--bad); }
.story { color: var(--soft); margin: 12px 0 0; max-width: 75ch; }
.story p { white-space: pre-line; margin: 0 0 12px; overflow-wrap: anywhere; }
.stopped ol { margin: 0 0 6px; padding-left: 18px; } .stopped td:nth-child(6) { min-width: 280px; } .stopped td:nth-child(7) { min-width: 160px; } .stopped td:nth-child(-n+5) { overflow-wrap: normal; }
dt { font-weight: 600; margin-top: 10px; }
dd { margin: 0; color: var(--soft); }
@media (max-width: 600px) { header, main { padding: 0 12px; } .contents { padding: 8px 12px; } header { padding-top: 24px; } section { padding: 16px; } h1 { font-size: 1.5rem; } .answer { font-size: 1.05rem; } }
@media print { body { background: none; font-size: 11pt; } section { border: 0; padding: 0; break-inside: avoid-page; } #assumptions, #charts { break-inside: auto; } figure { break-inside: avoid; } button#more-metrics, button.tool, .tools, fieldset#policies, .contents, .screen { display: none; } .scroll { overflow: visible; } .answer, .alarm { padding-left: 14px; } table { font-size: 8.5pt; } th, td { padding: 3px 6px; } .ranking { font-size: 7.5pt; } .ranking th, .ranking td { padding: 3px 4px; overflow-wrap: anywhere; } .ranking thead th:not(:first-child) { min-width: 0; } .ranking td { white-space: normal; } .ranking tbody th { min-width: 7em; overflow-wrap: normal; } .ranking thead th:first-child { overflow-wrap: normal; } .too-wide, .too-wide + button { display: none; } .on-paper { display: block; } .chart { max-width: 100%; } thead { display: table-header-group; } tr { break-inside: avoid; } a { color: inherit; } }
@page { size: A4; margin: 14mm; }
`;
