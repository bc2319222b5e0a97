import { matchers } from "shakedown/testing/vitest";
import { expect } from "vitest";

expect.extend(matchers);
