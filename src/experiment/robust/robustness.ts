/** How wrong the guesses of a scenario may be before another policy wins: plain data, what reports are made from. */
import type { Measure } from "../../scenario/written-figure.js";
import type { Interval } from "../../stats/interval.js";
import type { NoWinner } from "../verdict.js";

/** The lead of the best policy somewhere, over its nearest rival. */
export interface Lead {
  /** In the unit of the objective; below 0 the rival is ahead. Null where one of the two does not finish or breaks a constraint. */
  readonly value: number | null;
  /** Half the width of its 95 % interval; null where nothing tells it: one replication, or no number. */
  readonly halfWidth: number | null;
  /** Whether the best policy stays best there. */
  readonly isBest: boolean;
  /** Null where no policy finishes. */
  readonly rival: string | null;
  readonly replications: number;
}

/** A value of a figure that was simulated. */
export interface SeenValue {
  /** In the base unit of the figure. */
  readonly value: number;
  /** Where it stands in the range, 0 at its low end and 1 at its high one. */
  readonly at: number;
  readonly lead: Lead;
}

/** A value from which on another policy wins. */
export interface SwitchValue {
  readonly side: "below" | "above";
  /** In the base unit of the figure. */
  readonly value: number;
  /** 95 % interval; null where it reaches to the value of the scenario, or beyond the end of the range. */
  readonly near: number | null;
  readonly far: number | null;
  /** Who wins there; null: nobody. */
  readonly winner: string | null;
  /** Whether one replication only tells it, so that the interval is too narrow. */
  readonly isRough: boolean;
}

/** A figure that may be wrong, and what that does to the lead. Values are [ms], [0..1], [bytes], [bytes per ms] or plain numbers. */
export interface FigureRobustness {
  readonly name: string;
  readonly measure: Measure;
  /** What of a distribution is meant; empty for what is none. */
  readonly centre: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isStated: boolean;
  readonly isDefault: boolean;
  /** Figures of the file, or defaults, that it stands for. */
  readonly stands: number;
  /** Ascending; the scenario's own value is one of them. */
  readonly seen: readonly SeenValue[];
  readonly switches: readonly SwitchValue[];
  /** What the lead loses within the range at most; null where no number says it: it then loses all. */
  readonly loses: number | null;
}

/** All guesses at once. */
export interface TogetherRobustness {
  readonly worlds: number;
  /** Worlds in which the best policy stays best. */
  readonly stays: number;
  /** Of the probability that it does, 95 %. */
  readonly interval: Interval;
  /** Who is best in the others, most often first; null: nobody finishes. */
  readonly taken: readonly { readonly policy: string | null; readonly worlds: number }[];
  /** Worlds that were drawn and contradict themselves, and why the first one does. */
  readonly refused: number;
  readonly reason: string | null;
}

/** What would settle who is best. */
export interface Settling {
  /** Replications after which luck alone no longer hides the lead; null where the lead is 0, or is no number. */
  readonly replications: number | null;
  /** Whether those that there are suffice. */
  readonly isSettled: boolean;
  /** The figure that is worth measuring first; null where none is shown to change who wins. */
  readonly measure: {
    readonly figure: string;
    /** Part of the variance of who wins that goes away where it is known [0..1]; null where all worlds have the same winner. */
    readonly share: number | null;
  } | null;
}

/** The answer. */
export interface Robustness {
  readonly metric: string;
  readonly unit: string;
  /** The best policy, or the leader where there is no winner. */
  readonly policy: string;
  readonly isWinner: boolean;
  readonly noWinner: NoWinner | null;
  /** The lead in the scenario as it is. */
  readonly lead: Lead;
  /** Rivals that every figure was held against. */
  readonly rivals: readonly string[];
  /** Figures of the file without a source, and how many of them are guesses. */
  readonly assumed: number;
  readonly varied: number;
  /** Guesses that the file leaves to defaults. */
  readonly defaults: number;
  /** Figures looked at by themselves, the one that takes most of the lead first. */
  readonly figures: readonly FigureRobustness[];
  /** Figures looked at together only, at the ends of their ranges where life is harder. */
  readonly groups: readonly { readonly names: readonly string[]; readonly lead: Lead }[];
  /** Figures that were not looked at, since an end of the range makes no scenario or too few simulations were left. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  readonly unseen: readonly string[];
  /** Null where nothing was drawn. */
  readonly together: TogetherRobustness | null;
  readonly settling: Settling;
  readonly cost: {
    /** Simulations of the run itself, replications times policies. */
    readonly run: number;
    /** Simulations beyond it. */
    readonly more: number;
    /** All of them over those of the run. */
    readonly times: number;
    /** The most that was allowed. */
    readonly most: number;
  };
  /** Whether it was interrupted. */
  readonly isPartial: boolean;
}
