/** Version of the replay's format. */
export const REPLAY_SCHEMA = "shakedown.replay/v2";

/** How much of a replication is kept, from the most to the least. */
export const DETAILS = ["everything", "phases", "merged"] as const;
/**
 * How much of a replication is kept: every line of a host's history; its phases alone; its phases with the stages of a boot as one.
 */
export type Detail = (typeof DETAILS)[number];

/** One replication under several policies, small enough to stand in a report. Plain data. */
export interface ReplayData {
  readonly schema: typeof REPLAY_SCHEMA;
  /** Hash of the scenario, 16 hex digits. */
  readonly hash: string;
  readonly seed: string;
  readonly replication: number;
  /** [ms] */
  readonly horizon: number;
  readonly hosts: number;
  readonly zones: readonly string[];
  /** Zone of each host in runs: zone, hosts, zone, hosts, … */
  readonly zoneRuns: readonly number[];
  readonly groups: readonly {
    readonly name: string;
    readonly first: number;
    readonly hosts: number;
  }[];
  /** Versions of the releases. */
  readonly releases: readonly string[];
  /** When faults lasted [ms]. */
  readonly faults: readonly {
    readonly label: string;
    readonly from: number;
    readonly until: number;
    readonly hosts: number;
  }[];
  /** Best policy first. */
  readonly tracks: readonly TrackData[];
  /** Policies for which there was no room. */
  readonly omitted: readonly string[];
}

/** What happened to hosts under one policy. */
export interface TrackData {
  readonly policy: string;
  readonly detail: Detail;
  /** How many records there are. */
  readonly records: number;
  /** [bytes] before compression. */
  readonly bytes: number;
  /** See `packColumns`; deflated, in base64. */
  readonly packed: string;
}
