import { simulate } from "@inversa/core";
import type { MeasuredTest } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { ladeDuncan } from "../src/index.ts";

const sand = { Kur: 1000, n: 0.5, nu: 0.2, kf: 60, A: 0.42, rf: 0.96, M: 0.0015, l: 0.9, ft: 27.5 };
/** Nearly up to the strength, with an elastic loop on the way. */
const tests = (pressures: readonly number[], loop = true): readonly MeasuredTest[] =>
  pressures.map((confiningPressure) => {
    const first = Array.from({ length: 500 }, (_, i) => 0.3 * ((i + 1) / 500) ** 2);
    const turn = first.findIndex((strain) => strain > 0.004);
    const axis = loop ? [...first.slice(0, turn), first[turn - 1]! - 0.0001, first[turn - 1]! - 0.0002, ...first.slice(turn)] : first;
    const test = { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from(axis) };
    return { id: `CD-${confiningPressure}`, test, responses: simulate(ladeDuncan, sand, test).responses };
  });

describe("Lade and Duncan's own determination", () => {
  it("gives their parameters back from noise-free tests that unload", () => {
    const { values, notes } = ladeDuncan.classical!(tests([60, 120, 240]), { nu: 0.2, ft: 27.5, pa: 101.325 });
    // At 30 % strain f is within 1.2 % of the strength that it tends to, and the failure ratio shares that; plastic strains are differences between readings.
    const off = { Kur: 1e-9, n: 1e-9, kf: 0.015, A: 1e-3, rf: 0.025, M: 1e-3, l: 1e-3 };
    for (const [name, tolerance] of Object.entries(off)) expect({ name, near: Math.abs(values[name]! / sand[name as keyof typeof sand] - 1) < tolerance, value: values[name] }).toMatchObject({ name, near: true });
    expect(notes.map(({ of }) => of.join())).toEqual(["nu"]);
  });

  it("takes twice the initial modulus for the elastic strains where nothing unloads, and says so", () => {
    const { values, notes } = ladeDuncan.classical!(tests([60, 120, 240], false), { nu: 0.2, ft: 27.5 });
    expect(values).not.toHaveProperty("Kur");
    expect(Math.abs(values["A"]! / 0.42 - 1)).toBeLessThan(0.05);
    expect(notes[0]).toMatchObject({ of: ["Kur", "n"], text: expect.stringMatching(/twice the initial modulus/) as string });
  });

  it("leaves out what one pressure or tests without volume change do not show", () => {
    const one = ladeDuncan.classical!(tests([120]), { ft: 27.5, nu: 0.2, n: 0.5 });
    expect(Object.keys(one.values).sort()).toEqual(["A", "Kur", "ft", "kf", "n", "rf"]);
    expect(one.notes.some(({ of }) => of.join() === "M,l")).toBe(true);
    const dry = ladeDuncan.classical!(tests([60, 240]).map((test) => ({ ...test, responses: { deviatorStress: test.responses["deviatorStress"]! } })), { ft: 27.5 });
    expect(Object.keys(dry.values).sort()).toEqual(["Kur", "ft", "kf", "n"]);
    expect(ladeDuncan.classical!([], {}).values).toEqual({});
  });
});
