import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

const at = (model: typeof duncanChangEb, p: Readonly<Record<string, number>>, confiningPressure: number, axis: readonly number[], failure = "hyperbola") =>
  simulate(model, p, { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from(axis) }, { failure }).responses;

describe("the volume of the E-B model", () => {
  const p = { K: 600, n: 0.4, Rf: 0.8, c: 0, phi: 40, pa: 101.325, m: 0.2 };
  const axis = Array.from({ length: 4001 }, (_, i) => (0.08 * i) / 4000);

  it.each([60, 150, 300, 2000, 12_000])("integrates dq/(3B) with B within Et/3 and 17 Et, Kb = %d", (Kb) => {
    const { deviatorStress, volumetricStrain } = at(duncanChangEb, { ...p, Kb }, 150, axis);
    const Ei = p.K * p.pa * (150 / p.pa) ** p.n;
    const sine = Math.sin((40 * Math.PI) / 180);
    const qf = (2 * 150 * sine) / (1 - sine);
    const B = Kb * p.pa * (150 / p.pa) ** p.m;
    const slope = (q: number): number => {
      const Et = Ei * (1 - (p.Rf * q) / qf) ** 2;
      return Et / (3 * Math.min(Math.max(B, Et / 3), 17 * Et));
    };
    // Midpoint rule on 4000 intervals: error of order h^2.
    let sum = 0;
    for (let i = 1; i < axis.length; i++) {
      const middle = (axis[i]! + axis[i - 1]!) / 2;
      sum += slope(middle / (1 / Ei + (middle * p.Rf) / qf)) * (axis[i]! - axis[i - 1]!);
      expect(Math.abs(volumetricStrain![i]! - sum)).toBeLessThan(2e-8);
    }
    expect(deviatorStress![4000]).toBeGreaterThan(0);
  });

  it("compresses isotropically by the sum of power laws, through both bounds and m = 1", () => {
    for (const extra of [{ Kb: 120, m: 0.3 }, { Kb: 120, m: 1 }, { Kb: 30, m: 0.9 }, { Kb: 9000, m: 0.1 }, { Kb: 150, m: 0.4 }]) {
      const set = { ...p, ...extra };
      const steps = 20_000;
      const [p0, p1] = [20, 4000];
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const x = Math.log(p0) + ((i + 0.5) / steps) * Math.log(p1 / p0);
        const stress = Math.exp(x);
        const Ei = set.K * set.pa * (stress / set.pa) ** set.n;
        sum += ((stress * Math.log(p1 / p0)) / steps) / Math.min(Math.max(set.Kb * set.pa * (stress / set.pa) ** set.m, Ei / 3), 17 * Ei);
      }
      const { volumetricStrain } = simulate(duncanChangEb, set, { protocol: "isotropic-compression", conditions: { confiningPressure: p0 }, axis: Float64Array.of(p1) }).responses;
      expect(volumetricStrain![0]! / sum).toBeCloseTo(1, 7);
    }
  });
});

describe("the volume of the E-mu model", () => {
  const p = { K: 400, n: 0.5, Rf: 0.85, c: 10, phi: 35, pa: 101.325, G: 0.33, F: 0.08, D: 4 };

  it("integrates Poisson's ratio up to 0.49", () => {
    const axis = Array.from({ length: 4001 }, (_, i) => (0.15 * i) / 4000);
    const { radialStrain } = at(duncanChangEmu, p, 300, axis);
    const initial = p.G - p.F * Math.log10(300 / p.pa);
    let sum = 0;
    for (let i = 1; i < axis.length; i++) {
      const middle = (axis[i]! + axis[i - 1]!) / 2;
      sum -= (p.D * middle < 1 ? Math.min(initial / (1 - p.D * middle) ** 2, 0.49) : 0.49) * (axis[i]! - axis[i - 1]!);
      expect(Math.abs(radialStrain![i]! - sum)).toBeLessThan(2e-8);
    }
  });

  it.each([0, 4, 40])("unloads with Poisson's ratio of the present stress, D = %d", (D) => {
    const top = 0.03;
    const Ei = p.K * p.pa * (300 / p.pa) ** p.n;
    const down = Array.from({ length: 2001 }, (_, i) => top - (0.004 * i) / 2000);
    const { deviatorStress, radialStrain } = at(duncanChangEmu, { ...p, D }, 300, [0, ...down]);
    const sine = Math.sin((35 * Math.PI) / 180);
    const qf = (2 * 10 * Math.cos((35 * Math.PI) / 180) + 600 * sine) / (1 - sine);
    const initial = p.G - p.F * Math.log10(300 / p.pa);
    let expected = radialStrain![1]!;
    for (let i = 2; i < down.length; i++) {
      const q = (deviatorStress![i]! + deviatorStress![i - 1]!) / 2;
      const A = (D * q) / (Ei * (1 - (p.Rf * q) / qf));
      expected -= (A < 1 ? Math.min(initial / (1 - A) ** 2, 0.49) : 0.49) * (down[i - 1]! - down[i - 2]!);
      expect(Math.abs(radialStrain![i]! - expected)).toBeLessThan(1e-8);
    }
  });

  it.each([{ n: 0.5, F: 0.08 }, { n: 1, F: 0.08 }, { n: 1, F: 0 }, { n: 0.3, F: -0.2 }, { n: 0.8, F: 0.4 }])("compresses isotropically by 3 (1 - 2 νi) dp/Ei, %o", (extra) => {
    const set = { ...p, ...extra };
    const [p0, p1, steps] = [20, 4000, 20_000];
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const stress = Math.exp(Math.log(p0) + ((i + 0.5) / steps) * Math.log(p1 / p0));
      const initial = Math.min(Math.max(set.G - set.F * Math.log10(stress / set.pa), 0), 0.49);
      sum += ((3 * (1 - 2 * initial)) / (set.K * set.pa * (stress / set.pa) ** set.n)) * ((stress * Math.log(p1 / p0)) / steps);
    }
    const { volumetricStrain } = simulate(duncanChangEmu, set, { protocol: "isotropic-compression", conditions: { confiningPressure: p0 }, axis: Float64Array.of(p1) }).responses;
    expect(volumetricStrain![0]! / sum).toBeCloseTo(1, 6);
  });
});
