/**
 * Staged updates of managed ChromeOS devices: a schedule of [days, percent] from the device policy. Each device draws once how
 * many days it waits, and keeps that.
 *
 * @see platform/system/update_engine update_manager/staging_utils.cc
 */

/** Until so many days after an update appears, so many percent of the devices have it. */
export type StagingSchedule = readonly (readonly [days: number, percent: number])[];

/** Length of a schedule [days]; 0 where it is not valid: days and percents must rise strictly, and the last percent be 100. */
export function stagingDays(schedule: StagingSchedule): number {
  if (schedule.at(-1)?.[1] !== 100) return 0;
  let before: readonly [number, number] = [0, -1];
  for (const step of schedule) {
    if (step[0] <= before[0] || step[1] <= before[1]) return 0;
    before = step;
  }
  return before[0];
}

/**
 * Share of the devices whose wait has ended, from each day on at which it grows: a device whose draw of 1 to 100 falls into a
 * step waits one of the step's whole days, all alike.
 *
 * @returns [days, share] in order; empty where the schedule is not valid: staging is off.
 */
export function stagingShares(
  schedule: StagingSchedule,
): (readonly [days: number, share: number])[] {
  if (stagingDays(schedule) === 0) return [];
  const shares: (readonly [number, number])[] = [];
  let fromDay = 0;
  let fromPercent = 0;
  for (const [toDay, toPercent] of schedule) {
    for (let day = fromDay + 1; day <= toDay; day++) {
      const part = (day - fromDay) / (toDay - fromDay);
      shares.push([day, (fromPercent + part * (toPercent - fromPercent)) / 100]);
    }
    fromDay = toDay;
    fromPercent = toPercent;
  }
  return shares;
}
