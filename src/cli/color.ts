/** Whether to print in colour on a stream: FORCE_COLOR, then NO_COLOR, then whether somebody is looking. */
export function usesColor(stream: NodeJS.WriteStream): boolean {
  const forced = process.env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return stream.isTTY && (process.env["NO_COLOR"] ?? "") === "";
}
