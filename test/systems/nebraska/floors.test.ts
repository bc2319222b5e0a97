import { expect, it } from "vitest";
import { nextPackage } from "../../../src/systems/nebraska/floors.js";
import { officeHours } from "../../../src/systems/nebraska/office-hours.js";
import { isOpen } from "../../../src/systems/windows/open-times.js";
import { DAY, HOUR } from "../../../src/support/time.js";

it("walks through every floor in order, and heeds none above the target", () => {
  const floors = [40, 20, 30];
  const path = [10];
  for (;;) {
    const next = nextPackage(path.at(-1)!, floors, 35);
    if (next === undefined) break;
    path.push(next);
  }
  expect(path).toEqual([10, 20, 30, 35]);
});

it("never has office hours in a zone that nobody knows", () => {
  expect(isOpen(officeHours(undefined), 12 * HOUR, 0)).toBe(false);
});

it("has office hours from Monday to Friday, 09:00 up to but not at 17:00, by the clock of its zone", () => {
  const open = (at: number): boolean => isOpen(officeHours([[0, 2 * HOUR]]), at, 0);
  expect(open(7 * HOUR - 1)).toBe(false);
  expect(open(7 * HOUR)).toBe(true);
  expect(open(15 * HOUR - 1)).toBe(true);
  expect(open(15 * HOUR)).toBe(false);
  expect(open(4 * DAY + 12 * HOUR)).toBe(true);
  expect(open(5 * DAY + 12 * HOUR)).toBe(false);
});
