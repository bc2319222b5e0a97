import { counted } from "../in-words.js";
import type { PolicySubject } from "../subject.js";
import type { Finding, Warning } from "../warning.js";

/** A wave of canaries that is smaller than a host. */
export const waveWithoutHosts: Warning = {
  code: "wave-without-hosts",
  title: "A wave that holds less than one host",
  why: "Waves are shares of each group. One that comes to less than a host is empty in most rollouts: its soak passes, nobody has reported anything, and the next wave meets the release unproven.",
  example: `fleet:
  groups: [{ name: web, hosts: 30 }]
policies:
  careful: { preset: canary-waves, offer: { waves: [1%, 10%, 100%] } }`,
  mend: "Let the first wave hold one host at least, as `waves: [5%, 25%, 100%]` does of 30.",
  find: ({ policies }) => policies.flatMap((policy) => check(policy)),
};

function check({ name, parts: { offer }, groups }: PolicySubject): readonly Finding[] {
  if (offer.kind !== "canary-waves") return [];
  const waves = offer.config["waves"] as readonly number[];
  for (const [wave, upTo] of waves.entries()) {
    const share = upTo - (waves[wave - 1] ?? 0);
    const small = groups.find(({ group }) => share * group.hosts < 1 - 1e-9);
    if (small === undefined) continue;
    const { hosts } = small.group;
    const percent = Number((100 * share).toPrecision(3));
    return [
      {
        path: ["policies", name, "offer", "waves", wave],
        found: `wave ${wave + 1} of ${name} is ${percent} % of ${counted(hosts, "host")} of ${small.group.name}, less than one: it is empty in most rollouts`,
        advice: `let it be ${Math.ceil(100 / hosts)}% or more`,
      },
    ];
  }
  return [];
}
