/** The metric that answers the question of a comparison: what containers lose, or hosts where there are none. */
export function answerMetric(containers: number): string {
  return containers > 0 ? "container-downtime" : "host-downtime";
}
