import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CountedShare, shareInWords } from "../../src/scenario/catalogues/catalogue.js";
import { catalogues } from "../../src/scenario/catalogues/index.js";
import { drawnDefectSchema } from "../../src/scenario/defect-schema.js";
import { DAY } from "../../src/support/time.js";

/** Every figure of a catalogue is counted again here from the records that come with the package. */

function recorded<T>(file: string): T {
  const text = readFileSync(new URL(`../../scenarios/data/${file}`, import.meta.url), "utf8");
  return JSON.parse(text) as T;
}

function catalogue(name: string) {
  return catalogues.find((one) => one.name === name)!;
}

function counted({ count, of }: CountedShare): readonly [number, number] {
  return [count, of];
}

/** How often each kind of defect is among these. */
function byKind(kinds: readonly string[]): Record<string, readonly [number, number]> {
  return Object.fromEntries(
    [...new Set(kinds)].map((kind) => [
      kind,
      [kinds.filter((one) => one === kind).length, kinds.length] as const,
    ]),
  );
}

function sharesOf(name: string): Record<string, readonly [number, number]> {
  return Object.fromEntries(
    catalogue(name).defects.map(({ share, settings }) => [settings.kind, counted(share)]),
  );
}

/** Parts of a version as numbers, and whether one is below another. */
function parts(version: string): readonly number[] {
  return version.match(/\d+/g)!.map(Number);
}

function isBelow(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, part] of a.entries()) {
    if (part !== (b[index] ?? 0)) return part < (b[index] ?? 0);
  }
  return false;
}

/** Versions of each major, ascending. */
function majors<T extends { readonly version: string }>(all: readonly T[]): readonly T[][] {
  const byMajor = new Map<number, T[]>();
  for (const one of all.toSorted((a, b) =>
    isBelow(parts(a.version), parts(b.version)) ? -1 : 1,
  )) {
    const [major] = parts(one.version);
    byMajor.set(major!, [...(byMajor.get(major!) ?? []), one]);
  }
  return [...byMajor.values()];
}

describe("the figures of catalogues", () => {
  it("public-incidents: what broke in incidents that took hosts or containers down", () => {
    const { incidents } = recorded<{ incidents: readonly { kind: string | null }[] }>(
      "update-incidents.json",
    );
    expect(sharesOf("public-incidents")).toEqual(
      byKind(incidents.flatMap(({ kind }) => kind ?? [])),
    );
    expect(incidents.length).toBe(15);
  });

  it("fedora-coreos-halts: rollouts that were withdrawn, and what had broken", () => {
    const { rollouts, halts } = recorded<{
      rollouts: Readonly<Record<string, number>>;
      halts: readonly { stream: string; event: string; kind: string | null }[];
    }>("fedora-coreos-halts.json");
    const stable = halts.filter(({ stream }) => stream === "stable");
    expect(counted(catalogue("fedora-coreos-halts").bad!)).toEqual([
      stable.length,
      rollouts["stable"],
    ]);
    const events = [...new Map(halts.map(({ event, kind }) => [event, kind])).values()];
    expect(events.length).toBe(12);
    expect(sharesOf("fedora-coreos-halts")).toEqual(byKind(events.flatMap((kind) => kind ?? [])));
  });

  it("coreos-docker: majors that went back to an older Docker", () => {
    const { releases } = recorded<{
      releases: readonly { version: string; docker: string | null }[];
    }>("coreos-releases.json");
    const known = majors(releases.filter(({ docker }) => docker !== null));
    const back = known.filter((images) =>
      images.some(
        ({ docker }, index) =>
          index > 0 && isBelow(parts(docker!), parts(images[index - 1]!.docker!)),
      ),
    );
    expect(counted(catalogue("coreos-docker").bad!)).toEqual([back.length, known.length]);
  });

  it("flatcar-stable: releases that the next of their major followed within a week", () => {
    const { channels } = recorded<{ channels: { stable: Readonly<Record<string, string>> } }>(
      "flatcar-releases.json",
    );
    const releases = Object.entries(channels.stable).map(([version, date]) => ({ version, date }));
    const followed = majors(releases).flatMap((images) =>
      images.filter(({ date }, index) => {
        const next = images[index + 1];
        if (next === undefined) return false;
        const after = (Date.parse(next.date) - Date.parse(date)) / DAY;
        return after >= 0 && after <= 7;
      }),
    );
    expect(counted(catalogue("flatcar-stable").bad!)).toEqual([followed.length, releases.length]);
  });

  it.each(catalogues)(
    "$name is whole: shares of one count, defects that a train takes, a caveat",
    (one) => {
      const of = one.defects[0]!.share.of;
      expect(one.defects.map(({ share }) => share.of)).toEqual(one.defects.map(() => of));
      expect(one.defects.reduce((sum, { share }) => sum + share.count, 0)).toBe(of);
      for (const { settings, sources } of one.defects) {
        expect(drawnDefectSchema.safeParse(settings).success).toBe(true);
        expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(sources)));
      }
      expect(one.caveat.length).toBeGreaterThan(80);
    },
  );

  it("come with the interval that their counts allow", () => {
    expect(shareInWords(catalogue("fedora-coreos-halts").bad!)).toBe(
      "2.2% (4 of 179, 95 % interval 0.87% to 5.6%)",
    );
  });
});
