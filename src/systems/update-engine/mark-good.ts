/**
 * When update_engine marks the slot that booted good: a set time after it started, or at its first check for updates where
 * that is earlier. It asks for nothing: a host that is up that long is good. coreos/update_engine src/update_engine/main.cc
 *
 * @param started when update_engine started [ms].
 * @param delay its timer, 45 s as shipped [ms].
 * @param firstCheck its first check for updates [ms]; Infinity: not known.
 */
export function markedGoodAt(started: number, delay: number, firstCheck: number): number {
  return Math.min(started + delay, firstCheck);
}
