import { describe, expect, it } from "vitest";
import { geotechReferences, missedValues } from "../../../tests/geotech-references.ts";
import { modifiedCamClay } from "../src/index.ts";

const cases = geotechReferences("mcc-");

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all thirteen cases", () => expect(cases).toHaveLength(13));

  it.each(cases)("$id", (reference) => {
    // The references are printed to ten digits and were integrated to 1e-11; strains are of the order of 0.1, void ratios of 1.
    expect(missedValues(modifiedCamClay, reference, { stress: { absolute: 1e-6, relative: 1e-8 }, strain: { absolute: 1e-9, relative: 1e-8 } })).toEqual([]);
  });
});
