/** A bug of Shakedown itself: something that cannot happen did. The command exits 70 on it. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";
}

/**
 * Asserts what must hold if Shakedown is right; stays on in production.
 *
 * @param message evaluated only on failure, so that the hot path builds no text.
 * @throws InvariantViolation when `condition` is false.
 */
export function invariant(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new InvariantViolation(message());
}
