import { simulate } from "@inversa/core";
import { constantPControl, drainedControl, invariantStiffness, isotropicStiffness, oedometerControl, runElementTest, shearFromBulk, undrainedControl, type ElementMaterial, type ElementState } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { modifiedCamClay, originalCamClay } from "../src/index.ts";

interface Law {
  /** Yield function of p, q and pc with its derivatives. */
  readonly f: (p: number, q: number, pc: number) => number;
  readonly fp: (p: number, q: number, pc: number) => number;
  readonly fq: (p: number, q: number) => number;
  readonly fc: (p: number, pc: number) => number;
}

const modified = (M: number): Law => ({ f: (p, q, pc) => (q / M) ** 2 + p * (p - pc), fp: (p, _q, pc) => 2 * p - pc, fq: (_p, q) => (2 * q) / (M * M), fc: (p) => -p });
/** The branch of compression only: q > 0. */
const original = (M: number): Law => ({ f: (p, q, pc) => q + M * p * Math.log(p / pc), fp: (p, _q, pc) => M * (Math.log(p / pc) + 1), fq: () => 1, fc: (p, pc) => (-M * p) / pc });

/** An elastoplastic tangent for the general element-test driver: other code for the same equations. */
function material(p: { M: number; lambda: number; kappa: number; nu: number }, law: Law, v0: number, current: boolean, G: number): ElementMaterial {
  const { lambda, kappa, nu } = p;
  const volume = (s: ElementState): number => (current ? v0 * Math.exp(-s[2]! - 2 * s[3]!) : v0);
  const mean = (s: ElementState): number => (s[0]! + 2 * s[1]!) / 3;
  const shear = (s: ElementState): number => s[0]! - s[1]!;
  const surface = (s: ElementState): number => law.f(mean(s), shear(s), s[4]!);
  const fp = (s: ElementState): number => law.fp(mean(s), shear(s), s[4]!);
  const fq = (s: ElementState): number => law.fq(mean(s), shear(s));
  const outwards = (s: ElementState, rates: Float64Array): number => (fp(s) * (rates[0]! + 2 * rates[1]!)) / 3 + fq(s) * (rates[0]! - rates[1]!);
  return {
    internals: 1,
    stiffness: (s, regime, _axial, _radial, out) => {
      const K = (volume(s) * mean(s)) / kappa;
      const threefold = 3 * (G > 0 ? G : shearFromBulk(K, nu));
      if (regime === 0) return isotropicStiffness(K, threefold / 3, out);
      const [a, b] = [K * fp(s), threefold * fq(s)];
      const den = a * fp(s) + b * fq(s) - ((law.fc(mean(s), s[4]!) * s[4]! * volume(s)) / (lambda - kappa)) * fp(s);
      invariantStiffness(K - (a * a) / den, (-a * b) / den, (-a * b) / den, threefold - (b * b) / den, out);
    },
    evolve: (s, regime, rates) => {
      const plastic = rates[2]! + 2 * rates[3]! - ((rates[0]! + 2 * rates[1]!) / 3) * (kappa / (volume(s) * mean(s)));
      rates[4] = regime === 1 ? (s[4]! * volume(s) * plastic) / (lambda - kappa) : 0;
    },
    enter: (s, trial) => (surface(s) < -1e-9 * s[4]! * s[4]! || outwards(s, trial(0)) <= 0 ? 0 : 1),
    holds: (s, regime, trial) => (regime === 0 ? -surface(s) : outwards(s, trial(0))),
  };
}

const slopes = { lambda: 0.16, kappa: 0.04, nu: 0.25, N: 2.9 };
const loops = [0.001, 0.01, 0.04, 0.038, 0.03, 0.02, 0, 0.03, 0.1];
const tests = [
  { protocol: "drained-triaxial", control: drainedControl, axis: [0.001, 0.01, 0.04, 0.0385, 0.0395, 0.06, 0.15] },
  { protocol: "undrained-triaxial", control: undrainedControl, axis: loops },
  { protocol: "constant-p-triaxial", control: constantPControl, axis: loops },
  { protocol: "oedometer", control: oedometerControl, axis: [200, 300, 600, 900, 300, 90, 400, 1500] },
] as const;
/** Paths on which the deviator stress stays positive; in the oedometer that takes M > 3/2 (λ-κ)/λ. */
const pushes = [
  { protocol: "drained-triaxial", control: drainedControl, axis: [0.001, 0.01, 0.04, 0.0395, 0.0398, 0.06, 0.15] },
  { protocol: "undrained-triaxial", control: undrainedControl, axis: [0.001, 0.01, 0.04, 0.0395, 0.06] },
  { protocol: "constant-p-triaxial", control: constantPControl, axis: [0.001, 0.01, 0.04, 0.0395, 0.06] },
  { protocol: "oedometer", control: oedometerControl, axis: [200, 300, 600, 900, 700, 1500] },
] as const;
const cases = [
  ...tests.map((test) => ({ name: "modified", M: 1.1, model: modifiedCamClay, law: modified, ...test })),
  ...pushes.map((test) => ({ name: "original", M: 1.5, model: originalCamClay, law: original, ...test })),
];

describe.each(["current", "constant"] as const)("against the general element-test driver, %s v", (volume) => {
  describe.each([0, 6000])("G = %d", (G) => {
    it.each(cases)("$name, $protocol with unloading and reloading, from an anisotropic stress", ({ M, model, law, protocol, control, axis }) => {
      const p = { M, ...slopes };
      const [axial, radial, pc] = [140, 110, 260];
      const mean = (axial + 2 * radial) / 3;
      const v0 = p.N - p.kappa * Math.log(mean) - (p.lambda - p.kappa) * Math.log(pc);
      const stress = protocol === "oedometer";
      const driven = runElementTest({ material: material(p, law(p.M), v0, volume === "current", G), control, axialStress: axial, radialStress: radial, internals: [pc], start: stress ? axial : 0, axis, tolerance: 1e-9 });
      expect(driven.status).toBe("reached");
      const { status, responses } = simulate(model, { ...p, G }, { protocol, conditions: { confiningPressure: radial, initialAxialStress: axial, preconsolidationPressure: pc }, axis: Float64Array.from(axis) }, { volume, shear: G > 0 ? "constant" : "poisson" });
      expect(status).toBe("reached");
      const along = (of: (sa: number, sr: number, ea: number, er: number) => number): number[] => Array.from(axis, (_, i) => of(...(Array.from(driven.states.subarray(i * driven.size, i * driven.size + 4)) as [number, number, number, number])));
      const expected: Readonly<Record<string, readonly number[]>> = {
        deviatorStress: along((sa, sr) => sa - sr), porePressure: along((_sa, sr) => radial - sr), meanEffectiveStress: along((sa, sr) => (sa + 2 * sr) / 3),
        volumetricStrain: along((_sa, _sr, ea, er) => ea + 2 * er), radialStrain: along((_sa, _sr, _ea, er) => er), axialStrain: along((_sa, _sr, ea) => ea),
        voidRatio: along((_sa, _sr, ea, er) => (volume === "current" ? v0 * Math.exp(-ea - 2 * er) : v0 * (1 - ea - 2 * er)) - 1),
      };
      // The driver keeps 1e-9 a step; its error in stress is that of the stiffness it went through.
      const off = Object.entries(responses).map(([name, values]) => Math.max(...values.map((value, i) => Math.abs(value - expected[name]![i]!))) / (/Stress|Pressure/.test(name) ? 1000 : 1));
      expect(off.length).toBeGreaterThan(1);
      expect(Math.max(...off)).toBeLessThan(1e-7);
    });
  });
});
