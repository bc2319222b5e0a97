import { Purpose } from "../../random/purposes.js";
import { PHASES, phasingDraw } from "../../systems/apt/phasing.js";
import { SEEDS } from "../../systems/bottlerocket/waves.js";
import { warinessOfUuid } from "../../systems/cincinnati/wariness.js";
import type { RankRule } from "../control/policy-contract.js";
import { draw, type World } from "../state/world.js";

/** Releases stand for packages of this source: one draw for each release. */
const SOURCE = "linux";

/** Place of a host in the order of a rollout [0..1). */
export function rankOf(world: World, host: number, rule: RankRule, release: number): number {
  switch (rule) {
    case "host":
      return draw(world, Purpose.HostRank, host, 0);
    case "wariness":
      return warinessOfUuid(
        identityWord(world, host, 0),
        identityWord(world, host, 1),
        identityWord(world, host, 2),
        identityWord(world, host, 3),
      );
    case "seed":
      return (Math.floor(draw(world, Purpose.HostRank, host, 0) * SEEDS) + 0.5) / SEEDS;
    case "release":
      return draw(world, Purpose.ReleaseRank, host, world.model.releases[release]!.key);
    case "phasing":
      return (phaseOf(world, host, release) + 0.5) / PHASES;
  }
}

/** apt's draw for a release, from the host's machine id. */
function phaseOf(world: World, host: number, release: number): number {
  return phasingDraw(SOURCE, world.model.releases[release]!.version, machineId(world, host));
}

/** A host's machine id: 32 hexadecimal digits, drawn once. */
function machineId(world: World, host: number): string {
  let id = "";
  for (let part = 0; part < 4; part++) {
    id += identityWord(world, host, part).toString(16).padStart(8, "0");
  }
  return id;
}

/** One of the four words of a host's machine id, which its agents take for its uuid. */
function identityWord(world: World, host: number, part: number): number {
  return Math.floor(draw(world, Purpose.HostIdentity, host, part) * 4_294_967_296);
}
