/** The update server. */
export interface ServerModel {
  /** Shared fairly by all downloads [bytes per ms]; Infinity: no limit. */
  readonly bandwidth: number;
  /** What one host can take at most [bytes per ms]. */
  readonly hostBandwidth: number;
  /** Downloads that it serves at once; it answers further checks with an error [downloads]; Infinity: no limit. */
  readonly maxDownloads: number;
}
