/**
 * The tests run what the pages show, smaller: whoever follows a page has minutes, the tests have seconds. This is the whole of
 * what they change, apart from the questions under scenarios/planning, whose copies ask for few replications.
 */

/** A line as the tests run it. */
export function shrunk(line: string, how: { readonly keepsReport: boolean }): string {
  const [own = "", ...otherwise] = line.split(" || ");
  return [shrunkCommand(own, how), ...otherwise].join(" || ");
}

function shrunkCommand(line: string, { keepsReport }: { readonly keepsReport: boolean }): string {
  const [program, command] = line.split(" ");
  if (program !== "shakedown") return line;
  const alone = (all: string) => (keepsReport ? all : `${all} --no-report`);
  switch (command) {
    case "run":
      return alone(withOption(shrunkRun(line), "--workers", "1"));
    case "plan":
    case "sweep":
    case "tune":
      return alone(withOption(line, "--workers", "1"));
    case "chaos":
      return withOption(
        withOption(`${onePolicy(line)} --workers 1`, "--runs", "2"),
        "--budget",
        "1s",
      );
    case "robust":
      // A file of a page is small already, and what is printed of it stands on the page.
      return line.includes("scenarios/")
        ? alone(
            withOption(
              withOption(withOption(line, "--replications", "2"), "--times", "2"),
              "--workers",
              "1",
            ),
          )
        : alone(withOption(line, "--workers", "1"));
    case "no-return":
      return alone(
        withOption(withOption(onePolicy(line), "--replications", "1"), "--workers", "1"),
      );
    case "steady":
      return alone(withOption(withOption(onePolicy(line), "--for", "60d"), "--workers", "1"));
    case "rare":
      return alone(withOption(withOption(`${line} --workers 1`, "--runs", "10"), "--repeats", "5"));
    default:
      return line;
  }
}

function shrunkRun(line: string): string {
  // Neither of these ends by itself where there is no screen.
  const ending = line.replaceAll(/ --(?:watch|open)\b/g, "");
  const small = withOption(ending, "--replications", "2");
  return line.includes("every-preset") && !line.includes("--policy")
    ? `${small} --policy kured talos`
    : small;
}

function onePolicy(line: string): string {
  return line.includes("--policy") ? line : `${line} --policy two-slots`;
}

function withOption(line: string, option: string, value: string): string {
  const given = new RegExp(`${option} \\S+`);
  return given.test(line)
    ? line.replace(given, `${option} ${value}`)
    : `${line} ${option} ${value}`;
}

/** Lines that are not run, each with the reason. */
export const NOT_RUN: readonly (readonly [line: RegExp, reason: string])[] = [
  [/^npm test\b/, "is what runs this test"],
  [/^git clone\b/, "needs the network"],
  [/^npm (?:install|ci)\b/, "needs the network; the installed package has tests of its own"],
];
