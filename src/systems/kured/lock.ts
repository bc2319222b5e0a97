import type { Time } from "../../support/time.js";

/**
 * Kured's lock, a list of owners in an annotation of its DaemonSet.
 *
 * @see kubereboot/kured pkg/daemonsetlock/daemonsetlock.go
 */

/** Whether an owner's time is up. @param ttl as it was when the owner took the lock, whatever is configured now [ms]; 0: never. */
export function ttlExpired(age: Time, ttl: Time): boolean {
  return ttl > 0 && age >= ttl;
}

/**
 * Whether one more host may take the lock. With room for it nothing is purged; without, all expired owners are, and one of them
 * is enough: a list longer than a lowered maximum is not looked at again.
 */
export function mayAcquire(owners: number, expired: number, maxOwners: number): boolean {
  return owners < maxOwners || expired > 0;
}

/** Whether an owner loses its lock when another host takes one: only where the list is full. */
export function losesLock(owners: number, maxOwners: number, age: Time, ttl: Time): boolean {
  return owners >= maxOwners && ttlExpired(age, ttl);
}
