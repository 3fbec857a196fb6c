import { describe, expect, it } from "vitest";
import { geotechReferences, missedValues } from "../../../tests/geotech-references.ts";
import { ladeDuncan } from "../src/index.ts";

const cases = geotechReferences("lade-duncan-");

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all six cases", () => expect(cases).toHaveLength(6));

  // A start a hair below q = 0 is on the extension side, which the driver integrates.
  const ways = [
    { way: "closed form", hair: 0, accuracy: "default", stress: 1e-8, strain: 1e-10 },
    { way: "driver, default accuracy", hair: 1e-12, accuracy: "default", stress: 1e-6, strain: 5e-8 },
    { way: "driver, tight accuracy", hair: 1e-12, accuracy: "tight", stress: 1e-8, strain: 1e-10 },
  ] as const;
  it.each(cases.flatMap((reference) => ways.map((way) => ({ id: reference.id, reference, ...way }))))("$id, $way", ({ reference, hair, accuracy, stress, strain }) => {
    const initialAxialStress = reference.test.conditions["confiningPressure"]! * (1 - hair);
    const missed = missedValues(ladeDuncan, reference, { stress: { absolute: 100 * stress, relative: stress }, strain: { absolute: strain, relative: 0 } }, { conditions: { initialAxialStress }, options: { accuracy } });
    expect(missed).toEqual([]);
  });
});
