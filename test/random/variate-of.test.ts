import { expect, it } from "vitest";
import { compile } from "../../src/random/distribution.js";
import { variateOf } from "../../src/random/variate-of.js";

it("makes a variate once for all that say the same", () => {
  const once = variateOf({ dist: "lognormal", median: 3, p95: 12 });
  expect(variateOf({ dist: "lognormal", median: 3, p95: 12 })).toBe(once);
  expect(variateOf({ dist: "lognormal", median: 3, p95: 13 })).not.toBe(once);
});

it("gives what compiling gives", () => {
  const config = { dist: "weibull", shape: 1.5, scale: 10 } as const;
  const fresh = compile(config);
  for (const u of [1e-6, 0.1, 0.5, 0.99, 1 - 1e-6]) {
    expect(variateOf(config).at(u)).toBe(fresh.at(u));
  }
});

it("goes on after more distributions than it keeps", () => {
  for (let value = 0; value < 5_000; value++) {
    expect(variateOf({ dist: "constant", value }).mean).toBe(value);
  }
});
