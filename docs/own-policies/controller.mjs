// A controller in forty lines: it offers every release to everybody a day after it has appeared, and lets one host of a group
// reboot at a time. It keeps nothing between questions but what it sends as `memory`.
import { createInterface } from "node:readline";

const DAY = 86_400_000;

createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, view, memory } = JSON.parse(line);
  const { gated = false, offered = [] } = memory ?? {};
  const commands = [];
  let wakeAt = null; // null: never, and no limit
  if (!gated) {
    for (const group of view.groups.keys()) {
      commands.push({ kind: "gate", group, gate: { maxReboots: 1, releaseAt: "well" } });
    }
  }
  for (const [release, { publishedAt, withdrawn }] of view.releases.entries()) {
    for (const [group, { channel }] of view.groups.entries()) {
      const at = publishedAt[channel];
      const key = `${group}:${release}`;
      if (at === undefined || at === null || withdrawn[channel] || offered.includes(key)) continue;
      const due = at + DAY;
      if (view.now < due) {
        wakeAt = Math.min(wakeAt ?? due, due);
        continue;
      }
      offered.push(key);
      commands.push({ kind: "offer", group, release, schedule: [[view.now, 1]] });
    }
  }
  process.stdout.write(
    `${JSON.stringify({ id, commands, wakeAt, memory: { gated: true, offered } })}\n`,
  );
});
