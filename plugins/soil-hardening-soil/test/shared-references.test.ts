import { describe, expect, it } from "vitest";
import { geotechReferences, missedValues } from "../../../tests/geotech-references.ts";
import { hardeningSoil } from "../src/index.ts";

const cases = geotechReferences("hs-hostun-");

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all three cases", () => expect(cases).toHaveLength(3));

  it.each(cases)("$id", (reference) => {
    // The axis is printed to ten digits, which in the first rows is 1e-9 of a stress and near the strength a few 1e-7 kPa.
    expect(missedValues(hardeningSoil, reference, { stress: { absolute: 1e-7, relative: 2e-9 }, strain: { absolute: 1e-10, relative: 1e-9 } })).toEqual([]);
  });
});
