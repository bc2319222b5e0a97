/** Stopped by the signal before there was an answer. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
