import { Purpose } from "../random/purposes.js";
import type { RankRule } from "./control.js";
import { draw, type World } from "./world.js";

/** Bottlerocket numbers hosts 0 to 2047, drawn once (bottlerocket-os/bottlerocket-core-kit sources/api/bork). */
const SEEDS = 2_048;
/** apt draws 0 to 100, both included (Debian/apt apt-pkg/depcache.cc). */
const PHASES = 101;

/** Place of a host in the order of a rollout [0..1). */
export function rankOf(world: World, host: number, rule: RankRule, release: number): number {
  switch (rule) {
    case "host":
      return draw(world, Purpose.HostRank, host, 0);
    case "wariness":
      return draw(world, Purpose.HostRank, host, 0);
    case "seed":
      return (Math.floor(draw(world, Purpose.HostRank, host, 0) * SEEDS) + 0.5) / SEEDS;
    case "release":
      return draw(world, Purpose.ReleaseRank, host, release);
    case "phasing":
      return (Math.floor(draw(world, Purpose.ReleaseRank, host, release) * PHASES) + 0.5) / PHASES;
  }
}
