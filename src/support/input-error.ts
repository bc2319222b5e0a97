/** Something is wrong with what the user gave: a file, an option, a folder, a program. The message is all that they need; it is told without a stack trace. */
export class InputError extends Error {
  override readonly name: string = "InputError";
}
