/** Style sheet of the replay; the variables are those of the report. */
export const REPLAY_STYLE = `
.replay-parting { margin: 0 0 14px; padding: 10px 14px; border-left: 4px solid var(--accent); background: var(--page); border-radius: 0 6px 6px 0; }
.replay-note { color: var(--soft); font-style: italic; }
#replay button { padding: 5px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--accent); font: inherit; font-size: 0.92rem; cursor: pointer; }
#replay button:hover { border-color: var(--accent); }
#replay #replay-play { min-width: 84px; font-weight: 600; background: var(--accent); color: var(--card); border-color: var(--accent); }
#replay select, #replay input[type="number"] { padding: 4px 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--text); font: inherit; font-size: 0.92rem; max-width: 100%; }
#replay input[type="number"] { width: 96px; }
#replay :is(button, select, input, canvas):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.replay-legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 0 0 12px; font-size: 0.88rem; color: var(--soft); }
.replay-legend .swatch { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 3px; background: var(--light); vertical-align: -1px; print-color-adjust: exact; }
.replay-sides { display: grid; gap: 24px; margin-bottom: 16px; }
.replay-sides.sides-2 { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.replay-side canvas { display: block; width: 100%; margin-top: 8px; cursor: pointer; border-radius: 4px; }
.replay-side .counts { margin: 6px 0 0; font-size: 0.9rem; min-height: 3em; font-variant-numeric: tabular-nums; }
.replay-strip-title { margin: 0 0 4px; font-size: 0.88rem; color: var(--soft); }
.replay-strip-title i { display: inline-block; width: 18px; margin: 0 6px 0 14px; border-top: 3px solid; vertical-align: 4px; }
#replay-strip { display: block; width: 100%; height: 72px; cursor: pointer; }
#replay-time { display: block; width: 100%; margin: 2px 0 10px; accent-color: var(--accent); }
.replay-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 18px; }
#replay-clock { margin-left: auto; font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.replay-faults { margin-top: 16px; }
.replay-faults summary { margin-bottom: 8px; cursor: pointer; }
.replay-faults ul { list-style: none; display: flex; flex-wrap: wrap; gap: 8px 18px; margin: 0; padding: 0; font-size: 0.9rem; color: var(--soft); }
.replay-unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
#replay-history { margin-top: 18px; border-top: 1px solid var(--line); padding-top: 14px; }
#replay-history .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 24px; }
#replay-history h4 { margin: 0 0 4px; }
#replay-history ol { list-style: none; margin: 0; padding: 0; max-height: 280px; overflow-y: auto; font-size: 0.88rem; }
#replay-history li { display: grid; grid-template-columns: 112px 1fr; gap: 10px; padding: 3px 6px; border-left: 3px solid transparent; font-variant-numeric: tabular-nums; }
#replay-history li.now { border-left-color: var(--accent); background: var(--page); font-weight: 600; }
#replay-history li.later { color: var(--soft); }
@media (prefers-color-scheme: dark) { .replay-legend .swatch { background: var(--dark); } }
@media (max-width: 600px) { .replay-sides.sides-2 { grid-template-columns: minmax(0, 1fr); } #replay-clock { margin-left: 0; width: 100%; } }
@media print { .replay-bar button, .replay-bar label, #replay-time, #replay-go, .replay-side select { display: none; } .replay-side label::after { content: attr(data-policy); font-weight: 600; } .replay-legend .swatch { background: var(--light); } #replay { break-inside: auto; } }
`;
