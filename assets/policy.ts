// A policy of your own. Run it against the policies of a scenario:
//
//   shakedown run scenarios/smoke.yaml --policy ./policy.ts
//
// A part decides from what it is given and nothing else: no clock, no random numbers, no input or output, no writing to its
// arguments. The same view and memory have to give the same decision; `--verify` finds out.

import { type Command, definePart, definePolicy, NEVER } from "shakedown";
import { z } from "zod";

interface Settings {
  readonly canaries: number;
  readonly soakHours: number;
}

/** What the part remembers from one call to the next: plain data that JSON can hold. */
interface Memory {
  /** Releases that have been offered to the canaries, and when [ms]. */
  readonly begun: readonly { readonly release: number; readonly at: number }[];
  /** Of those, the ones that everybody may take by now. */
  readonly opened: readonly number[];
}

/** A tenth of the hosts first; the others a day later, if nothing has been reported by then. */
const canariesFirst = definePart<Settings, Memory>({
  role: "offer",
  name: "canaries-first",
  doc: "Offers a release to a few hosts, and to the others after a soak without reported failures.",
  config: z.strictObject({
    canaries: z.number().min(0).max(1).default(0.1).describe("Share of the canaries. Default 0.1."),
    soakHours: z.number().min(0).default(24).describe("Soak time [h]. Default 24."),
  }),
  start: () => ({ begun: [], opened: [] }),
  decide(view, memory, { canaries, soakHours }) {
    const soak = soakHours * 3_600_000;
    const commands: Command[] = [];
    const begun = [...memory.begun];
    const opened = [...memory.opened];
    let wakeAt = NEVER;
    for (const [release, { publishedAt, withdrawn, failures }] of view.releases.entries()) {
      for (const [group, { channel }] of view.groups.entries()) {
        if (publishedAt[channel] === undefined || withdrawn[channel] === true) continue;
        const known = begun.find((one) => one.release === release);
        const at = known?.at ?? view.now;
        if (known === undefined) {
          begun.push({ release, at });
          commands.push({
            kind: "offer",
            group,
            release,
            rank: "release",
            schedule: [[at, canaries]],
          });
        } else if (view.now >= at + soak && failures === 0 && !opened.includes(release)) {
          opened.push(release);
          commands.push({
            kind: "offer",
            group,
            release,
            rank: "release",
            // Shares never fall: who was let in stays in.
            schedule: [
              [at, canaries],
              [view.now, canaries],
              [view.now, 1],
            ],
          });
        }
        if (view.now < at + soak) wakeAt = Math.min(wakeAt, at + soak);
      }
    }
    return { memory: { begun, opened }, commands, wakeAt };
  },
});

export default definePolicy({
  name: "my-policy",
  description: "Canaries first, then everybody; one reboot at a time after a drain.",
  // Any preset or stock part fills the rest: `shakedown list policies`.
  offer: { part: canariesFirst, settings: { canaries: 0.1, soakHours: 24 } },
  reboot: { kind: "max-unavailable", max: 1, drain: { kind: "evict", timeout: "10m" } },
  health: { kind: "halt-on-failures", failures: 3 },
});
