import type { DefectModel } from "../state/model.js";
import type { BootOutcome } from "../state/phases.js";
import type { World } from "../state/world.js";

/** What the chances of a defect are taken at. */
export type Per = DefectModel["per"];

/**
 * When a chance at a host or at a boot is taken: when the kernel has been loaded, when userland is up, whenever the daemon of the
 * runtime starts, or whenever a container does.
 */
export type Moment =
  | { readonly at: "kernel"; readonly outcome: BootOutcome }
  /** `later`: it always comes as an event of its own, at once or after its delay. */
  | { readonly at: "userland"; readonly strike: Strike | "later" }
  | { readonly at: "daemon-start"; readonly strike: Strike }
  | { readonly at: "container-start" };

/** What a defect does to a host. */
export type Strike = (world: World, host: number, defect: DefectModel) => void;

/** What cannot be written, and why. */
export interface Meaningless {
  readonly per: Per;
  /** Only with a delay (`after`); left out: always. */
  readonly after?: true;
  /** The reason, as a main clause. */
  readonly why: string;
}

/** A kind of defect: what it is, when it takes its chance, and what it does. */
export interface DefectKind {
  /** Kebab-case, as written in `kind:`. */
  readonly kind: string;
  /** What happens when it bites: a main clause without its full stop. */
  readonly doc: string;
  /** The component that carries it where an entry does not say. */
  readonly component: "kernel" | "userland" | "runtime";
  /** What its chances are taken at where an entry does not say. */
  readonly per: Per;
  readonly moment: Moment;
  /** What a delay is bound to: it ends with this run of the host, or of the daemon. */
  readonly boundTo: "host" | "daemon";
  /** What a start of a container that it hits takes along. Left out: it has no chance there. */
  readonly takesAlong?: "host" | "daemon" | "nothing";
  /** What it does to a host that is up, or past its kernel: after a delay, and when a package is installed. */
  readonly bite: Strike;
  readonly meaningless: readonly Meaningless[];
}

/** Keeps the type of a kind where it is defined. */
export function defineDefect(kind: DefectKind): DefectKind {
  return kind;
}
