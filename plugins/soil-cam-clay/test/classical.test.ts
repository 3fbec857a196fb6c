import { existsSync, readFileSync } from "node:fs";
import { type ForwardModel, simulate } from "@inversa/core";
import type { MeasuredTest } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { modifiedCamClay, originalCamClay } from "../src/index.ts";

const clay = { M: 0.95, lambda: 0.15, kappa: 0.04, nu: 0.3, N: 2.6 };
const measured = (model: ForwardModel, protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[]): MeasuredTest => {
  const test = { protocol, conditions, axis: Float64Array.from(axis) };
  return { id: protocol, test, responses: simulate(model, clay, test).responses };
};
const strains = Array.from({ length: 60 }, (_, i) => 0.6 * ((i + 1) / 60) ** 2);
const cycle = [20, 40, 80, 100, 150, 200, 400, 800, 400, 200, 100];

// Confined compression keeps the corner of the original surface, so that unloading from it yields in extension and is not elastic.
describe.each([["modified", modifiedCamClay, 0.03], ["original", originalCamClay, 0.25]] as const)("critical state lines of %s Cam-Clay", (_, model, kappaOff) => {
  it("are read exactly from isotropic compression with unloading", () => {
    const { values, interval95 } = model.classical!([measured(model, "isotropic-compression", { confiningPressure: 20, preconsolidationPressure: 90 }, cycle)], {});
    for (const [name, value] of Object.entries({ lambda: 0.15, kappa: 0.04, N: 2.6 })) expect(values[name]! / value).toBeCloseTo(1, 9);
    // One test's regressions say how sure its slopes are; nothing scatters here.
    for (const name of ["lambda", "kappa"]) expect(interval95![name]!.map((end) => Math.abs(end - values[name]!) < 1e-6)).toEqual([true, true]);
    expect(values).not.toHaveProperty("M");
  });

  it("are read from triaxial tests sheared to the critical state and an oedometer test, N through the model's stress at rest", () => {
    const { values, notes } = model.classical!([
      measured(model, "drained-triaxial", { confiningPressure: 100 }, strains),
      measured(model, "undrained-triaxial", { confiningPressure: 200, preconsolidationPressure: 800 }, strains),
      measured(model, "oedometer", { confiningPressure: 20, initialAxialStress: 20, preconsolidationPressure: 90 }, [...cycle.slice(0, 8), 1600, 3200, 1600, 800]),
    ], { nu: 0.3 });
    // At 60 % strain the drained test is within half a percent of the critical state.
    expect(Math.abs(values["M"]! / 0.95 - 1)).toBeLessThan(0.005);
    // The stress ratio still turns to that at rest on the first virgin steps.
    expect(Math.abs(values["lambda"]! / 0.15 - 1)).toBeLessThan(0.03);
    expect(Math.abs(values["kappa"]! / 0.04 - 1)).toBeLessThan(kappaOff);
    expect(Math.abs(values["N"]! - 2.6)).toBeLessThan(0.03);
    expect(notes.map(({ of }) => of.join())).toEqual(["nu,G"]);
    const alone = model.classical!([measured(model, "oedometer", { confiningPressure: 20, initialAxialStress: 20 }, cycle)], {});
    expect(alone.notes.some(({ of, text }) => of[0] === "kappa" && text.includes("over the axial stress"))).toBe(true);
    expect(alone.values["kappa"]!).toBeLessThan(0.04);
  });

  it("that tests do not show are left out, with the reason", () => {
    const { values, notes } = model.classical!([measured(model, "drained-triaxial", { confiningPressure: 100 }, strains.slice(0, 25))], {});
    expect(Object.keys(values)).toEqual(["M"]);
    expect(notes.map(({ of, text }) => `${of.join()}: ${text}`)).toEqual([
      "M: the stress ratio of drained-triaxial still grows at the last reading, so M may be larger", "lambda,N: no compression test has void ratios on first loading",
      "kappa: no compression test unloads", "nu,G: the stiffness in shear before yield is not read from the curves",
    ]);
    expect(model.classical!([], {}).values).toEqual({});
  });
});

const file = new URL("../../../../shared/data/triaxial/aarhus-kaolin-compression/D1-K100.csv", import.meta.url);

it.skipIf(!existsSync(file))("kaolin D1 of Aarhus has the lambda and kappa that a straight line through it gives (skipped where ../shared/data is absent)", () => {
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
  const { values } = modifiedCamClay.classical!([{ id: "D1", test: { protocol: "isotropic-compression", conditions: { confiningPressure: rows[0]![0]! }, axis: Float64Array.from(rows, ([p]) => p!) }, responses: { voidRatio: Float64Array.from(rows, ([, e]) => e!) } }], {});
  // The reading of the last four points is 0.160, which still includes part of the bend.
  expect(Math.abs(values["lambda"]! - 0.16)).toBeLessThan(0.015);
  expect(Math.abs(values["kappa"]! - 0.062)).toBeLessThan(0.006);
});
