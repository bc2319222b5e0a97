import { defineFault } from "../fault.js";
import { momentaryFault, timedEffects, type Timing } from "../timing.js";
import type { Victims } from "../victims.js";

/** A percentage typed into the wrong field: what was meant for a few goes to all (Facebook and Google count 15 % of their incidents so). */
export const wrongKnob = defineFault<Timing & Victims>({
  kind: "wrong-knob",
  doc: "The newest release that is offered to the groups of the victims is offered to all their hosts at once.",
  breaks: ["no-thundering-herd"],
  config: momentaryFault(),
  plan: (config, site, index) =>
    timedEffects({ ...config, for: 0 }, site, {
      index,
      kind: "wrong-knob",
      effect: "offered-to-all",
    }),
});
