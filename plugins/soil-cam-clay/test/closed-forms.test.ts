import { simulate, type ForwardModel } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { modifiedCamClay, originalCamClay } from "../src/index.ts";

type Parameters = { readonly M: number; readonly lambda: number; readonly kappa: number; readonly nu: number; readonly N: number };

const weald = { M: 0.95, lambda: 0.093, kappa: 0.035, nu: 0.3, N: 2.13 };
const run = (model: ForwardModel, p: Parameters, protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[], options = {}) =>
  simulate(model, p, { protocol, conditions, axis: Float64Array.from(axis) }, options);

/** Clays of the plausible range with specific volumes of soils. */
const clays = (count: number): readonly Parameters[] => {
  const generator = random(5);
  return Array.from({ length: count }, () => {
    const [a, b, c, d, e] = Array.from({ length: 5 }, () => generator.next()) as [number, number, number, number, number];
    const lambda = 0.04 + 0.3 * b;
    return { M: 0.7 + a, lambda, kappa: lambda * (0.1 + 0.4 * c), nu: 0.1 + 0.25 * d, N: 1.3 + lambda * 6 + e };
  });
};

const shearRatio = (nu: number): number => (3 * (1 - 2 * nu)) / (2 * (1 + nu));
const volumeAt = (p: Parameters, mean: number, pc: number): number => p.N - p.kappa * Math.log(mean) - (p.lambda - p.kappa) * Math.log(pc);

describe("modified Cam-Clay, undrained, in closed form", () => {
  it.each([1, 1.3, 1.9, 3, 6])("follows p0 [(M² + η0²)/(M² + η²)]^Λ at a preconsolidation ratio of %d", (ratio) => {
    let compared = 0;
    for (const p of clays(12)) {
      const { M, lambda, kappa, nu } = p;
      const [p0, v, alpha, Lambda] = [150, volumeAt(p, 150, 150 * ratio), shearRatio(nu), (lambda - kappa) / lambda];
      const qy = M * Math.sqrt(p0 * (p0 * ratio - p0));
      const e0 = qy / p0;
      if (e0 > 2.9) continue;
      const yieldStrain = (kappa * qy) / (3 * alpha * v * p0);
      const strainAt = (eta: number): number => {
        const arc = Math.atan(eta / M) - Math.atan(e0 / M);
        const plastic = ((kappa * Lambda) / (v * M)) * (Math.log(Math.abs(((M + eta) * (M - e0)) / ((M - eta) * (M + e0)))) - 2 * arc);
        return yieldStrain + plastic + (kappa / (3 * alpha * v)) * ((1 - 2 * Lambda) * (eta - e0) + 2 * Lambda * M * arc);
      };
      const ratios = [0.3, 0.7, 0.9, 0.99, 0.99999].map((part) => e0 + part * (M - e0));
      const strains = ratios.map(strainAt);
      // A stiff dry clay may snap back under prescribed strain; the closed form then turns back too.
      if (strains.some((strain, i) => strain <= (strains[i - 1] ?? yieldStrain))) continue;
      const curve = run(modifiedCamClay, p, "undrained-triaxial", { confiningPressure: p0, overconsolidationRatio: ratio }, strains);
      if (curve.status === "no-solution") continue;
      expect(curve.status).toBe("reached");
      for (const [i, eta] of ratios.entries()) {
        const mean = p0 * ((M * M + e0 * e0) / (M * M + eta * eta)) ** Lambda;
        expect(Math.abs(curve.responses["meanEffectiveStress"]![i]! / mean - 1)).toBeLessThan(1e-8);
        expect(Math.abs(curve.responses["deviatorStress"]![i]! / (eta * mean) - 1)).toBeLessThan(1e-8);
      }
      compared++;
    }
    expect(compared).toBeGreaterThan(6);
  });

  it("ends at the undrained strength M p0 (R/2)^Λ / 2 on either side of critical", () => {
    for (const ratio of [1, 2, 5]) {
      const { responses } = run(modifiedCamClay, weald, "undrained-triaxial", { confiningPressure: 100, overconsolidationRatio: ratio }, [0.6]);
      expect(responses["deviatorStress"]![0]! / (weald.M * 100 * (ratio / 2) ** (58 / 93)) - 1).toBeCloseTo(0, 8);
    }
  });
});

describe("modified Cam-Clay, drained with constant specific volume, in closed form", () => {
  it.each([1, 1.5, 3])("integrates flow and hardening on dq = 3 dp at a preconsolidation ratio of %d", (ratio) => {
    for (const p of clays(12)) {
      const { M, lambda, kappa, nu } = p;
      const [p0, k, alpha] = [150, 3, shearRatio(nu)];
      const pc0 = ratio * p0;
      const v = volumeAt(p, p0, pc0);
      // Yield: 9 (p - p0)²/M² + p (p - pc) = 0.
      const [a, b, c] = [9 / M ** 2 + 1, -(18 * p0) / M ** 2 - pc0, (9 * p0 * p0) / M ** 2];
      const py = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
      const start = k - (k * p0) / py;
      const primitive = (eta: number): number =>
        -Math.log(Math.abs(M - eta)) / (k - M) - Math.log(M + eta) / (k + M) + ((2 * k) / (k * k - M * M)) * Math.log(k - eta) + Math.log((M + eta) / Math.abs(M - eta)) / M - (2 / M) * Math.atan(eta / M);
      const ratios = [0.2, 0.6, 0.9, 0.99, 0.9999].map((part) => start + part * (M - start));
      const expected = ratios.map((eta) => {
        const mean = (k * p0) / (k - eta);
        const pc = (mean * (M * M + eta * eta)) / (M * M);
        const volumetric = (kappa * Math.log(mean / p0) + (lambda - kappa) * Math.log(pc / pc0)) / v;
        const shear = (k * kappa * Math.log(mean / p0)) / (3 * alpha * v) + ((lambda - kappa) / v) * (primitive(eta) - primitive(start));
        return { q: eta * mean, volumetric, axial: shear + volumetric / 3 };
      });
      const curve = run(modifiedCamClay, p, "drained-triaxial", { confiningPressure: p0, overconsolidationRatio: ratio }, expected.map(({ axial }) => axial), { volume: "constant" });
      for (const [i, { q, volumetric }] of expected.entries()) {
        expect(Math.abs(curve.responses["deviatorStress"]![i]! / q - 1)).toBeLessThan(1e-8);
        expect(Math.abs(curve.responses["volumetricStrain"]![i]! - volumetric)).toBeLessThan(1e-9);
      }
    }
  });
});

describe("compression", () => {
  it("follows e = e0 - κ ln p up to the preconsolidation pressure and -λ ln p beyond, and swells along κ", () => {
    for (const model of [modifiedCamClay, originalCamClay]) {
      const { responses } = run(model, weald, "isotropic-compression", { confiningPressure: 100, preconsolidationPressure: 300 }, [100, 200, 300, 600, 150]);
      const start = 2.13 - 0.035 * Math.log(100) - 0.058 * Math.log(300);
      const expected = [start, start - 0.035 * Math.log(2), start - 0.035 * Math.log(3), 2.13 - 0.093 * Math.log(600), 2.13 - 0.093 * Math.log(600) + 0.035 * Math.log(4)];
      for (const [i, v] of expected.entries()) {
        expect(responses["voidRatio"]![i]).toBeCloseTo(v - 1, 13);
        expect(responses["volumetricStrain"]![i]).toBeCloseTo(Math.log(start / v), 13);
      }
    }
  });

  it("keeps its K0 in the oedometer: the steady stress ratio is where an isotropic start tends to, and there Δe = -λ Δ ln σa", () => {
    for (const p of clays(8)) {
      const alpha = shearRatio(p.nu);
      const { responses, status } = run(modifiedCamClay, p, "oedometer", { initialAxialStress: 20 }, [20, 40]);
      expect(status).toBe("reached");
      expect((responses["voidRatio"]![0]! - responses["voidRatio"]![1]!) / Math.log(2)).toBeCloseTo(p.lambda, 9);
      const steady = (eta: number): number => (eta * p.kappa) / (3 * alpha) + (2 * eta * (p.lambda - p.kappa)) / (p.M ** 2 - eta ** 2) - (2 * p.lambda) / 3;
      // The void ratio at the start tells the stress ratio: v = N - λ ln p - (λ-κ) ln(1 + η²/M²), σa = p (1 + 2η/3).
      const ratios = Array.from({ length: 2001 }, (_, i) => (p.M * i) / 2000);
      const eta = ratios.find((x) => steady(x) > 0)!;
      const mean = 20 / (1 + (2 * eta) / 3);
      expect(responses["voidRatio"]![0]! + 1).toBeCloseTo(p.N - p.lambda * Math.log(mean) - (p.lambda - p.kappa) * Math.log1p((eta / p.M) ** 2), 3);
    }
  });
});
