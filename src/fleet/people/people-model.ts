import type { Variate } from "../../random/variate.js";

/** The people who look after the fleet. */
export interface PeopleModel {
  /** Repair crews that work at once [crews]; Infinity: no waiting. */
  readonly crews: number;
  /** Hands-on time for a host that does not boot [ms]. */
  readonly repair: Variate;
  /** Hands-on time for a host whose runtime, bridge or network is broken [ms]. */
  readonly fix: Variate;
  /** From trouble to somebody knowing [ms]. */
  readonly notice: Variate;
  /** Whether a repaired host is kept off the release it was repaired from. */
  readonly hold: boolean;
}
