import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { FirstLoading } from "../src/first-loading.ts";
import { ladeDuncan } from "../src/index.ts";
import { ratiosAt, shearOf27, yieldOf } from "../src/stress-ratio.ts";

const sand = { Kur: 950, n: 0.5, nu: 0.25, kf: 58, A: 0.41, rf: 0.94, M: 1.6e-3, l: 1.05, ft: 27.4, pa: 101.325 };
const drained = (p: Readonly<Record<string, number>>, s3: number, axis: readonly number[], more: Readonly<Record<string, number>> = {}) =>
  simulate(ladeDuncan, p, { protocol: "drained-triaxial", conditions: { confiningPressure: s3, ...more }, axis: Float64Array.from(axis) });

describe("the yield function as a function of the stress ratio", () => {
  it("gives the strengths of the friction angles in the literature's table", () => {
    for (const [phi, kf] of [[30, 41.7], [35, 49.9], [40, 62.5], [45, 82.3]] as const) {
      const sine = Math.sin((phi * Math.PI) / 180);
      // Printed to three digits.
      expect(Math.abs(yieldOf((1 + sine) / (1 - sine)) - kf)).toBeLessThan(0.051);
    }
    // phi of Monterey sand, loose and dense.
    for (const [kf, phi] of [[58, 38.5], [103, 48.4]] as const) {
      const N = ratiosAt(kf)[0];
      expect(Math.abs((Math.asin((N - 1) / (N + 1)) * 180) / Math.PI - phi)).toBeLessThan(0.051);
    }
  });

  it.each([27, 27 + 1e-12, 27.0001, 27.5, 30, 60, 500, 1e5])("has three roots at f = %d", (f) => {
    const [compression, extension, negative] = ratiosAt(f);
    expect(compression).toBeGreaterThanOrEqual(1);
    expect(extension).toBeLessThanOrEqual(1);
    expect(negative).toBeLessThanOrEqual(-8);
    // Viète: the sum of the roots is -6, their product -8, whatever f is.
    expect(compression + extension + negative).toBeCloseTo(-6, 9);
    expect(compression * extension * negative).toBeCloseTo(-8, 7);
    for (const x of [compression, extension]) expect(Math.abs(shearOf27(x) - (f - 27))).toBeLessThan(1e-9 * f);
  });
});

describe("first loading at constant radial stress", () => {
  // The plain flow rule in principal stresses, not the cancelled form: dWp = a df/(1 - d(f - ft))², de = dWp/(3g) dg/dσ.
  const rule = (p: typeof sand, s3: number) => {
    const a = p.M * p.pa * (s3 / p.pa) ** p.l;
    const d = p.rf / (p.kf - p.ft);
    const Eur = p.Kur * p.pa * (s3 / p.pa) ** p.n;
    return (s1: number) => {
      const I1 = s1 + 2 * s3;
      const I3 = s1 * s3 * s3;
      const f = I1 ** 3 / I3;
      const k2 = p.A * f + 27 * (1 - p.A);
      const dfds1 = (3 * I1 ** 2) / I3 - f / s1;
      const dL = (a * dfds1) / (1 - d * (f - p.ft)) ** 2 / (3 * (I1 ** 3 - k2 * I3));
      return [dL * (3 * I1 ** 2 - k2 * s3 * s3) + 1 / Eur, dL * (3 * I1 ** 2 - k2 * s1 * s3) - p.nu / Eur] as const;
    };
  };
  // Five-point Gauss-Legendre.
  const nodes = [0, 1 / 3 * Math.sqrt(5 - 2 * Math.sqrt(10 / 7)), 1 / 3 * Math.sqrt(5 + 2 * Math.sqrt(10 / 7))];
  const weights = [128 / 225, (322 + 13 * Math.sqrt(70)) / 900, (322 - 13 * Math.sqrt(70)) / 900];
  const gauss = (f: (x: number) => readonly [number, number], from: number, to: number, panels: number): [number, number] => {
    const sum: [number, number] = [0, 0];
    for (let k = 0; k < panels; k++) {
      const [middle, half] = [from + ((k + 0.5) * (to - from)) / panels, (to - from) / panels / 2];
      for (const [i, node] of nodes.entries()) {
        for (const sign of i === 0 ? [0] : [-1, 1]) {
          const value = f(middle + sign * half * node);
          sum[0] += half * weights[i]! * value[0];
          sum[1] += half * weights[i]! * value[1];
        }
      }
    }
    return sum;
  };

  it.each([{}, { ft: 27 }, { kf: 110, A: 0.3, rf: 0.99 }, { A: 0, rf: 0.5 }, { kf: 29, ft: 27, nu: 0 }, { A: 0.8, kf: 400 }])("equals the quadrature of the flow rule, %o", (change) => {
    const p = { ...sand, ...change };
    for (const s3 of [20, 400]) {
      const loading = new FirstLoading(p, s3);
      const Eur = p.Kur * p.pa * (s3 / p.pa) ** p.n;
      const start = loading.yieldRatio;
      for (const part of [0.1, 0.5, 0.9, 1]) {
        const x = start + part * (loading.failureRatio - start);
        const [axial, radial] = gauss(rule(p, s3), start * s3, x * s3, 400);
        const elastic = (s3 * (start - 1)) / Eur;
        // The plain rule loses digits where g and its gradient vanish, near the isotropic state.
        const allowed = 1e-9 * loading.axial(loading.failureRatio);
        expect(Math.abs(loading.axial(x) - axial - elastic)).toBeLessThan(allowed);
        expect(Math.abs(loading.radial(x) - (radial - p.nu * elastic))).toBeLessThan(allowed);
      }
    }
  });

  it("gives the stress ratio back from the strain, anywhere up to failure", () => {
    for (const change of [{}, { ft: 27 }, { kf: 29, ft: 27, rf: 0.999 }, { kf: 2000, A: 0.95 }]) {
      const loading = new FirstLoading({ ...sand, ...change }, 100);
      for (let i = 0; i <= 40; i++) {
        const x = 1 + ((loading.failureRatio - 1) * i) / 40;
        expect(Math.abs(loading.ratioAt(loading.axial(x), 1) - x)).toBeLessThan(1e-11 * x);
      }
      const h = 1e-5 * (loading.failureRatio - 1);
      for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 0.98]) {
        const x = loading.yieldRatio + part * (loading.failureRatio - loading.yieldRatio);
        expect((loading.axial(x + h) - loading.axial(x - h)) / (2 * h) / loading.axialSlope(x)).toBeCloseTo(1, 5);
      }
    }
  });

  it("dilates from the first plastic strain exactly if A exceeds 1/3", () => {
    for (const [A, sign] of [[0.32, 1], [0.35, -1]] as const) {
      const loading = new FirstLoading({ ...sand, A, ft: 27, nu: 0.4999, Kur: 4e4 }, 100);
      const volume = (x: number): number => loading.axial(x) + 2 * loading.radial(x);
      expect(Math.sign(volume(1.4))).toBe(sign);
    }
  });

  it("is elastic below the threshold, unloads with the elastic modulus and rejoins first loading where it left it", () => {
    const s3 = 100;
    const Eur = sand.Kur * sand.pa * (s3 / sand.pa) ** sand.n;
    const { responses, status } = drained(sand, s3, [0, 1e-4, 0.01, 0.0095, 0.0098, 0.01, 0.02]);
    expect(status).toBe("reached");
    const q = responses["deviatorStress"]!;
    expect(q[1]).toBeCloseTo(1e-4 * Eur, 9);
    expect(responses["radialStrain"]![1]).toBeCloseTo(-sand.nu * 1e-4, 14);
    expect(q[2]! - q[3]!).toBeCloseTo(0.0005 * Eur, 9);
    expect(q[5]).toBe(q[2]);
    expect(q[6]).toBeCloseTo(drained(sand, s3, [0.02]).responses["deviatorStress"]![0]!, 10);
  });

  it("starts a sheared specimen on its first loading", () => {
    const whole = drained(sand, 100, [0.01, 0.02]).responses;
    const [first, second] = whole["deviatorStress"]!;
    const part = drained(sand, 100, [0, 0.01], { initialAxialStress: 100 + first! }).responses;
    expect(part["deviatorStress"]![0]).toBeCloseTo(first!, 10);
    expect(part["deviatorStress"]![1]).toBeCloseTo(second!, 9);
    expect(part["volumetricStrain"]![1]).toBeCloseTo(whole["volumetricStrain"]![1]! - whole["volumetricStrain"]![0]!, 12);
    expect(drained(sand, 100, [0.01], { initialAxialStress: 1000 })).toMatchObject({ status: "failure", computed: 0 });
  });

  it("ends where f reaches kf, at the strength of the equivalent friction angle", () => {
    const curve = drained(sand, 100, [0, 0.01, 0.5]);
    expect(curve).toMatchObject({ status: "failure", computed: 2 });
    expect(curve.message).toMatch(/kf = 58 at a deviator stress of 3\d\d\.\d kPa and \d+\.\d\d % axial strain/);
    expect(yieldOf(1 + Number(/of ([\d.]+) kPa/.exec(curve.message!)![1]) / 100)).toBeCloseTo(58, 1);
  });

  it("refuses a strength below the threshold", () => {
    expect(ladeDuncan.invalid!({ ...sand, kf: 28, ft: 30 })).toBe("the strength kf = 28 must lie above the threshold ft = 30");
    expect(ladeDuncan.invalid!(sand)).toBeUndefined();
  });
});
