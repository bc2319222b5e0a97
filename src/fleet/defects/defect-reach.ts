import type { Component } from "../state/component.js";

/** Which hosts a defect can hit. */
export interface DefectReach {
  readonly component: Component;
  /** Groups that it is for and whose container runtime it needs, as indices. */
  readonly groups: readonly number[];
  /** Hardware cohorts, as indices; empty: all. */
  readonly cohorts: readonly number[];
  /** Hosts with fewer containers than this are not hit [containers]. */
  readonly minContainers: number;
}
