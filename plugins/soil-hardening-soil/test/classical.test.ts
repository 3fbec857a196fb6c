import { simulate } from "@inversa/core";
import type { MeasuredTest } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { hardeningSoil } from "../src/index.ts";

const soil = { E50ref: 30_000, Eurref: 90_000, m: 0.55, c: 10, phi: 36, psi: 0, nu: 0.2, Rf: 0.9 };
const tests = (parameters: Readonly<Record<string, number>>, axis: readonly number[]): readonly MeasuredTest[] =>
  [100, 200, 400].map((confiningPressure) => {
    const test = { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from(axis) };
    return { id: `CD-${confiningPressure}`, test, responses: simulate(hardeningSoil, parameters, test, { failure: "plateau" }).responses };
  });
const fine = Array.from({ length: 3000 }, (_, i) => 0.25 * ((i + 1) / 3000) ** 2);

describe("hand procedure of the Hardening Soil model", () => {
  it("gives secants, exponent, strength, failure ratio and dilatancy back where the soil does not dilate", () => {
    const { values } = hardeningSoil.classical!(tests(soil, fine), { nu: 0.2, pref: 100 });
    for (const name of ["E50ref", "m", "c", "phi", "Rf"] as const) expect({ name, off: Math.abs(values[name]! / soil[name] - 1) < 1e-4 }).toEqual({ name, off: true });
    expect(values["psi"]).toBeCloseTo(0, 12);
    expect(values).not.toHaveProperty("Eurref");
  });

  it("reads the angle of dilatancy at the strength, and what a loop says of unloading", () => {
    const { values } = hardeningSoil.classical!(tests({ ...soil, psi: 8 }, fine), { nu: 0.2 });
    expect(values["psi"]).toBeCloseTo(8, 6);
    // Dilation bends the curve above half the strength, so the hyperbola is not quite one.
    expect(Math.abs(values["E50ref"]! / 30_000 - 1)).toBeLessThan(0.01);
    const loop = hardeningSoil.classical!(tests(soil, [0.001, 0.002, 0.004, 0.0039, 0.0038, 0.004, 0.02, 0.1, 0.25]), { c: 10, phi: 36, m: 0.55 });
    expect(loop.values["Eurref"]! / 90_000).toBeCloseTo(1, 6);
  });

  it("leaves out what one pressure does not show", () => {
    const { values, notes } = hardeningSoil.classical!(tests(soil, fine).slice(0, 1), {});
    expect(Object.keys(values).sort()).toEqual(["Rf", "phi", "psi"]);
    expect(notes.map(({ of }) => of.join())).toEqual(["c,phi", "E50ref,m", "Eurref", "nu"]);
    expect(hardeningSoil.classical!([], {}).values).toEqual({});
  });
});
