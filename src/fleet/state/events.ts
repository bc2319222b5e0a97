/**
 * What can be pending in the queue. `subject` and `argument` are the two numbers that travel with an event; an argument named
 * "epoch" must still equal the column of that name when the event is handled, or the event is stale and does nothing: that is
 * how pending events are cancelled without searching for them.
 */
export const Event = {
  /** subject effect of the fault plan. */
  EffectBegins: 0,
  EffectEnds: 1,
  /** subject entry of the upstream timeline. */
  Publication: 2,
  /** The policy is woken. */
  PolicyWake: 3,
  /** subject host; valid at the time in column `pollAt` only. */
  Poll: 4,
  /** argument epoch of the server. */
  DownloadDone: 5,
  /** subject host, argument update epoch. */
  InstallDone: 6,
  /** subject host, argument update epoch: asks its gate for a reboot. */
  AskReboot: 7,
  /** subject group: a waiting host finds the lock free. */
  LockFree: 8,
  /** subject host, argument lock epoch. */
  LockExpires: 9,
  /** subject host, argument lock epoch: the lock is given back after a delay. */
  LockReturned: 10,
  /** subject host, argument lock epoch: the policy looks at a lock that is held for long. */
  LockOld: 11,
  /** subject host, argument update epoch: logged-in users no longer hold its reboot up. */
  SessionOver: 12,
  /** subject group: its held-up drains try again. */
  DrainWake: 13,
  /** subject host, argument life epoch. */
  DrainTimeout: 14,
  /** subject host, argument life epoch: the present boot stage is over. */
  BootStage: 15,
  /** subject host, argument life epoch: reset of a panicked or hung host. */
  Reset: 16,
  /** subject host, argument life epoch. */
  MarkGood: 17,
  /** subject host, argument packed report. */
  ReportArrives: 18,
  /** subject host, argument trouble epoch: somebody notices. */
  Notice: 19,
  /** subject host, argument time spent as far as a transition can tell it [ms]. */
  RepairDone: 20,
  /** subject host, argument down epoch: its containers are given up on. */
  Reschedule: 21,
  /** subject host, argument packed defect and life epoch. */
  DefectBites: 22,
  /** subject host, argument daemon epoch. */
  DaemonUp: 23,
  /** subject host, argument number of its boot: it has been up long enough after a crash. */
  Steady: 24,
  /** subject host, argument daemon epoch: its daemon has run long enough after a crash. */
  DaemonSteady: 25,
  /** subject host, argument life epoch: a Mender client goes on with its deployment after a boot. */
  ClientStart: 26,
  /** subject host, argument life epoch: it tries again to reach its server before the commit. */
  ReportRetry: 27,
  /** subject host, argument life epoch: it tests whether its update is well. */
  HealthTest: 28,
  /** subject host, argument life epoch: it has used up its memory. */
  MemoryFull: 29,
  /** subject host, argument effect of the fault plan: its power goes in the middle of a step. */
  PowerGoes: 30,
  /** subject host: that power is back. */
  PowerBack: 31,
  /** subject container, argument container epoch. */
  ContainerStarted: 32,
  ContainerStopped: 33,
  ContainerRetry: 34,
} as const;
/** One of the kinds of event. */
export type Event = (typeof Event)[keyof typeof Event];

/** Order of events of one instant: faults, then what appears upstream, then hosts, then the policy that has seen it all. */
export function priorityOf(kind: Event): number {
  if (kind <= Event.EffectEnds) return 0;
  if (kind === Event.Publication) return 1;
  return kind === Event.PolicyWake ? 3 : 2;
}
