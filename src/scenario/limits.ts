import { DAY } from "../support/time.js";

/** How large a scenario may be: beyond this, keys of luck would collide or memory run out in the middle of a run. */
export const limits = {
  /** [bytes] of the file. */
  text: 16_000_000,
  /** Values in the file, aliases expanded. */
  values: 1_000_000,
  /** Levels of nesting. */
  depth: 64,
  /** [ms]: ten years. */
  horizon: 3_650 * DAY,
  hosts: 1_000_000,
  containers: 10_000_000,
  /** Containers of one host. */
  capacity: 10_000,
  groups: 1_000,
  zones: 1_000,
  services: 10_000,
  /** Fixes included; two to the power 12, what keys of update checks have room for. */
  releases: 4_096,
  /** Different names of defects; what keys of defects have room for. */
  defects: 1_024,
  faults: 2_048,
  /** Times that one fault happens, or strikes of one at a rate, over all hosts. */
  strikes: 1_000_000,
  /** Two to the power 20, what keys of testers have room for. */
  testers: 1_048_576,
  channels: 1_024,
} as const;
