/**
 * Where in etcd the lock of a group of hosts is.
 *
 * @see coreos/locksmith lock/etcd.go
 */

const PREFIX = "coreos.com/updateengine/rebootlock";

/** The key of a group's lock; the empty name is the group of hosts that name none. Two groups share a lock if they share the key. */
export function semaphoreKey(group: string): string {
  // Go cleans the path that it joins, and an escaped name has no slashes of its own.
  if (group === "" || group === "..") return `${PREFIX}/semaphore`;
  if (group === ".") return `${PREFIX}/groups/semaphore`;
  return `${PREFIX}/groups/${queryEscape(group)}/semaphore`;
}

/** Go's url.QueryEscape: a space is a plus, and only letters, digits, `-`, `_`, `.` and `~` stay as they are. */
function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
