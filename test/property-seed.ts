import fc from "fast-check";

/**
 * Sets the seed of every property test: a fixed one, so that a run can be repeated, or `FC_SEED`. Many seeds are tried by
 * `npm run test:seeds -- 50`.
 */
const seed = Number(process.env["FC_SEED"] ?? "1707");
if (!Number.isSafeInteger(seed)) {
  throw new Error(`expected a whole number in FC_SEED, got "${process.env["FC_SEED"]}"`);
}
fc.configureGlobal({ seed });
