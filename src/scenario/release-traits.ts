import { z } from "zod";
import { mechanismKinds } from "../fleet/settings/config.js";
import { bytes, count, share } from "../support/quantity.js";

/** What a release is besides its version, its payload and its faults; those of a train have it in common. */
export const releaseTraits = {
  delta: bytes()
    .optional()
    .describe(
      "Size of the delta from the release before it in this list, for agents that take deltas. Default: there is none.",
    ),
  deltaFailure: share()
    .prefault("0%")
    .describe("Share of hosts on which the delta does not apply. Default 0%."),
  installFailure: share()
    .prefault("0%")
    .describe(
      "Share of hosts on which it cannot be installed at all, delta or full (flatcar/Flatcar#1461: a full /boot). Default 0%.",
    ),
  packages: z
    .array(z.enum(["kernel", "userland", "runtime"]))
    .min(1)
    .optional()
    .describe("Components that it brings. Default: all, an image."),
  for: z
    .array(z.enum(mechanismKinds))
    .min(1)
    .optional()
    .describe("Mechanisms that can take it. Default: all."),
  barrier: z
    .boolean()
    .default(false)
    .describe(
      "Whether every host has to run it before it may take a newer one, where the policy heeds that. Default false.",
    ),
  deadEnd: z
    .boolean()
    .default(false)
    .describe(
      "Whether hosts that run it are offered nothing any more, where the policy heeds that. Default false.",
    ),
  rollbackIndex: count(0)
    .default(0)
    .describe(
      "Rollback index of the image: a device whose loader is avb never boots a lower one again once all its slots have reached it. Default 0.",
    ),
  security: z
    .boolean()
    .default(false)
    .describe("Whether it is a security update, which apt never phases. Default false."),
};
