import { describe, expect, it } from "vitest";
import { geotechReferences, missedValues } from "../../../tests/geotech-references.ts";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

const cases = geotechReferences("dc-");

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all sixteen cases", () => expect(cases).toHaveLength(16));

  it.each(cases)("$id", (reference) => {
    // Strains on the axis are printed to 1e-12 at worst, which on an unloading branch of 60 MPa is 1e-7 kPa or a few. Integrated rows and axis are printed to ten digits, which is 1e-9 of the first small stresses.
    const stress = reference.test.protocol === "undrained-triaxial" ? { absolute: 1e-5, relative: 1e-6 } : { absolute: 1e-6, relative: 1e-7 };
    expect(missedValues(reference.id.startsWith("dc-emu") ? duncanChangEmu : duncanChangEb, reference, { stress, strain: { absolute: 1e-9, relative: 0 } })).toEqual([]);
  });
});
