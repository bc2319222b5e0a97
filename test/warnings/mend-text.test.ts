import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withoutPath } from "../../src/warnings/mend-text.js";

const TEXT = `# A fleet.
name:   fleet   # odd spacing stays

policies:
  # The first.
  one:
    preset: kured # as shipped
    reboot: { forceReboot: true,   period: 30m } # half an hour
  two:
    reboot:
      # Never used.
      forceReboot: true # no time-out
    offer: {channel: own}
suppress:
  - { warning: a, reason: "long ago" }
  # Still true.
  - warning: b
    reason: >
      folded
      text
  - { warning: c }
`;

/** The lines of the text that are missing, and those that were added. */
function changes(path: readonly (string | number)[]): readonly [string[], string[]] {
  const [before, after] = [TEXT.split("\n"), withoutPath(TEXT, path)!.split("\n")];
  return [
    before.filter((line) => !after.includes(line)),
    after.filter((line) => !before.includes(line)),
  ];
}

describe("what is taken out of a file", () => {
  it("leaves the rest of its line in a list in brackets", () => {
    expect(changes(["policies", "one", "reboot", "forceReboot"])).toEqual([
      ["    reboot: { forceReboot: true,   period: 30m } # half an hour"],
      ["    reboot: { period: 30m } # half an hour"],
    ]);
    expect(changes(["policies", "one", "reboot", "period"])[1]).toEqual([
      "    reboot: { forceReboot: true } # half an hour",
    ]);
  });

  it("takes its lines and its own comment, and no other", () => {
    expect(changes(["policies", "one", "preset"])).toEqual([
      ["    preset: kured # as shipped"],
      [],
    ]);
    expect(changes(["suppress", 1])).toEqual([
      ["  - warning: b", "    reason: >", "      folded", "      text"],
      [],
    ]);
    expect(changes(["suppress", 2])).toEqual([["  - { warning: c }"], []]);
  });

  it("takes what would be left empty with it", () => {
    expect(changes(["policies", "two", "reboot", "forceReboot"])[0]).toEqual([
      "    reboot:",
      "      # Never used.",
      "      forceReboot: true # no time-out",
    ]);
  });

  it("puts the next key behind the dash", () => {
    const text = "list:\n  - a: 1 # one\n    b: 2\n";
    expect(withoutPath(text, ["list", 0, "a"])).toBe("list:\n  - b: 2\n");
  });

  it("is nothing where it is not there, or comes from elsewhere", () => {
    expect(withoutPath(TEXT, ["policies", "three"])).toBeUndefined();
    expect(withoutPath("a: &a { b: 1, c: 2 }\nd: *a\n", ["d", "b"])).toBeUndefined();
    expect(withoutPath("a: &a { b: 1 }\nd: { <<: *a, e: 1 }\n", ["d", "b"])).toBeUndefined();
  });

  it("leaves the data as it was but for that, whatever the layout", () => {
    const value = fc.oneof(fc.integer(), fc.constantFrom("x", "y z", "30m"), fc.boolean());
    const entry = fc.tuple(fc.constantFrom("a", "b", "c", "d"), value);
    const entries = fc.uniqueArray(entry, { selector: ([key]) => key, minLength: 2 });
    fc.assert(
      fc.property(entries, fc.nat(), fc.boolean(), (list, at, flow) => {
        const written = list.map(([key, one]) => `${key}: ${JSON.stringify(one)}`);
        const text = flow
          ? `m: { ${written.join(" , ")} } # end\nn: 1\n`
          : `m:\n${written.map((line) => `  ${line} # of ${line}\n`).join("")}n: 1\n`;
        const [gone] = list[at % list.length]!;
        const left = Object.fromEntries(list.filter(([key]) => key !== gone));
        expect(parse(withoutPath(text, ["m", gone])!)).toEqual({ m: left, n: 1 });
      }),
    );
  });
});
