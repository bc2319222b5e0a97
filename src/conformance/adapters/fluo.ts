import { z } from "zod";
import {
  afterPass,
  countsAsRebooting,
  NodeMark,
  rebootable,
} from "../../systems/fluo/node-marks.js";
import { type Adapter, operation } from "../adapter.js";

const { RebootNeeded, RebootPaused, OkToReboot, RebootInProgress, BeforeReboot, AfterReboot } =
  NodeMark;

/** Marks of a node by the words for it, and whether the checks of other programs have passed on it. */
const STATES: readonly (readonly [words: RegExp, marks: number, checksPass: boolean])[] = [
  [/scheduled/, RebootNeeded | BeforeReboot, false],
  [/ready to reboot/, RebootNeeded | BeforeReboot, true],
  [/approved|not confirmed/, RebootNeeded | OkToReboot, false],
  [/just rebooted/, OkToReboot, false],
  [/finished/, OkToReboot | AfterReboot, true],
  [/rebooting/, RebootNeeded | OkToReboot | RebootInProgress, false],
  [/idle/, 0, false],
];

/** Marks of a node by what is said of it, and whether the operator looks for nodes to reboot at all. */
const CONDITIONS: readonly (readonly [words: RegExp, marks: number, looks: boolean])[] = [
  [/outside|maximum/, RebootNeeded, false],
  [/all (other )?conditions met/, RebootNeeded, true],
  [/already rebooting/, RebootNeeded | OkToReboot | RebootInProgress, true],
  [/paused/, RebootNeeded | RebootPaused, true],
  [/before reboot label|scheduled/, RebootNeeded | BeforeReboot, true],
  [/not |no /, 0, true],
];

const state = z.object({ nodeState: z.string() });
const condition = z.object({ condition: z.string() });

/** The Flatcar Linux Update Operator, whose nodes the vectors describe in words. */
export const fluoOperator: Adapter = {
  family: "fluo.operator",
  operations: {
    countsAsRebooting: operation(state, ({ nodeState }) => {
      const [, marks, checksPass] = lookUp(STATES, nodeState);
      return { counts: countsAsRebooting(afterPass(marks, checksPass)) };
    }),
    rebootable: operation(condition, ({ condition }) => {
      const [, marks, looks] = lookUp(CONDITIONS, condition);
      return { schedules: looks && rebootable(marks) };
    }),
  },
};

/** The row of the words, without what stands in brackets and with hyphens as spaces. */
function lookUp<Row extends readonly [RegExp, ...unknown[]]>(
  rows: readonly Row[],
  words: string,
): Row {
  const plain = words.replace(/\(.*/, "").replaceAll("-", " ");
  const row = rows.find(([pattern]) => pattern.test(plain));
  if (row === undefined) throw new Error(`expected a node in words upstream uses, got ${words}`);
  return row;
}
