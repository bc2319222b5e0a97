import { describe, expect, it } from "vitest";
import { drawnReleasesInWords } from "../../src/report/train-words.js";

describe("releases that are drawn", () => {
  it("are told with mean and range over replications, and where charts show but one of them", () => {
    expect(drawnReleasesInWords({ released: [52, 52, 52], bad: [0, 2, 4] })).toEqual([
      "Releases are drawn anew in each replication, the same for every policy: 52 of trains, of which 2 (0 to 4) are bad. Charts mark those of replication 0.",
    ]);
  });

  it("are not mentioned where there are none", () => {
    expect(drawnReleasesInWords(undefined)).toEqual([]);
  });
});
