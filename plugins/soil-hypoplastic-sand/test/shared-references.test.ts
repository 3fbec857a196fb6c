import { describe, expect, it } from "vitest";
import { geotechReferences, missedValues } from "../../../tests/geotech-references.ts";
import { hypoplasticSand } from "../src/index.ts";

const cases = geotechReferences("hypo-vw96-");

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all five cases", () => expect(cases).toHaveLength(5));

  it.each(cases.flatMap((reference) => [[reference.id, "default", reference, 5e-6, 5e-8], [reference.id, "tight", reference, 2e-9, 1e-10]] as const))("%s at %s accuracy", (_id, accuracy, reference, relative, absolute) => {
    // A tenth of a pascal is below the last printed digit of the larger stresses.
    expect(missedValues(hypoplasticSand, reference, { stress: { absolute: 1e-7, relative }, strain: { absolute, relative: 2e-9 } }, { options: { accuracy } })).toEqual([]);
  });
});
