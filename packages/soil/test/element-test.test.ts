import { describe, expect, it } from "vitest";
import {
  constantPControl, drainedControl, invariantStiffness, isotropicControl, isotropicStiffness, isotropicStrainControl, oedometerControl, oedometerStrainControl, principalStiffness, runElementTest,
  stressPathControl, undrainedControl, undrainedResponses, type Control, type ElementMaterial,
} from "../src/index.ts";
import { modifiedCamClay, undrainedCamClay } from "./modified-cam-clay.ts";

const [K, G] = [20_000, 9000];
const E = (9 * K * G) / (3 * K + G);
const hooke: ElementMaterial = { stiffness: (_s, _regime, _a, _r, out) => isotropicStiffness(K, G, out) };
const last = (material: ElementMaterial, control: Control, axis: number[], start = 0, axialStress = 100, radialStress = 100, tolerance?: number) => {
  const history = runElementTest({ material, control, axialStress, radialStress, start, axis, ...(tolerance ? { tolerance } : {}) });
  expect(history).toMatchObject({ status: "reached", computed: axis.length });
  const [sa, sr, ea, er] = history.end;
  return { sa: sa!, sr: sr!, ea: ea!, er: er!, history };
};

describe("a linear elastic element", () => {
  it("follows Hooke's law on every path", () => {
    const drained = last(hooke, drainedControl, [0.001, 0.004]);
    expect(drained.sa - 100).toBeCloseTo(E * 0.004, 8);
    expect(drained.er).toBeCloseTo((-0.004 * (3 * K - 2 * G)) / (2 * (3 * K + G)), 12);
    const undrained = last(hooke, undrainedControl, [0.004]);
    expect(undrained.sa - undrained.sr).toBeCloseTo(3 * G * 0.004, 8);
    expect(undrainedResponses(undrained.history, 100).porePressure[0]).toBeCloseTo(G * 0.004, 8);
    expect(last(hooke, oedometerControl, [100, 300], 100).ea).toBeCloseTo(200 / (K + (4 / 3) * G), 12);
    expect(last(hooke, oedometerStrainControl, [0.002]).sa - 100).toBeCloseTo(0.002 * (K + (4 / 3) * G), 8);
    expect(last(hooke, isotropicControl, [100, 150], 100).ea).toBeCloseTo(50 / K / 3, 12);
    expect(last(hooke, isotropicStrainControl, [0.003]).sr).toBeCloseTo(100 + 0.003 * K, 8);
    const constantP = last(hooke, constantPControl, [0.004]);
    expect([constantP.er, constantP.sa + 2 * constantP.sr]).toEqual([expect.closeTo(-0.002, 12), expect.closeTo(300, 8)]);
    expect(last(hooke, stressPathControl(3), [0.004]).sa).toBeCloseTo(drained.sa, 8);
  });

  it("returns to where it was when the path is walked back", () => {
    const back = last(hooke, drainedControl, [0.004, 0.004, -0.002, 0.001, 0]);
    expect([back.sa, back.ea, back.er]).toEqual([expect.closeTo(100, 9), expect.closeTo(0, 14), expect.closeTo(0, 12)]);
  });

  it("is the same in principal axes, in invariants and by its moduli", () => {
    const [a, b, c] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
    isotropicStiffness(K, G, a);
    invariantStiffness(K, 0, 0, 3 * G, b);
    const [on, off] = [K + (4 / 3) * G, K - (2 / 3) * G];
    principalStiffness([on, off, off, off, on, off, off, off, on], c);
    for (let i = 0; i < 4; i++) {
      expect(b[i]).toBeCloseTo(a[i]!, 8);
      expect(c[i]).toBeCloseTo(a[i]!, 8);
    }
  });
});

describe("an element whose stiffness depends on its state", () => {
  /** dp = K p dev: p = p0 exp(K ev). */
  const exponential: ElementMaterial = { stiffness: (s, _regime, _a, _r, out) => isotropicStiffness((50 * (s[0]! + 2 * s[1]!)) / 3, s[0]! * 10, out) };

  it("gains four to five digits for every five that the tolerance loses, with a fifth-order growth of steps", () => {
    const exact = 100 * Math.exp(50 * 0.05);
    const runs = [1e-4, 1e-6, 1e-8, 1e-10].map((tolerance) => {
      const { sa, history } = last(exponential, isotropicStrainControl, [0.05], 0, 100, 100, tolerance);
      return { tolerance, error: Math.abs(sa / exact - 1), steps: history.steps };
    });
    for (const { tolerance, error } of runs) expect(error).toBeLessThan(20 * tolerance);
    // A pair of order 5(4) needs 10^(6/5) = 16 times the steps for six more digits; a first-order method a million times.
    expect(runs[3]!.steps / runs[0]!.steps).toBeLessThan(30);
  });

  it("gives the same states whether asked for few or many of them", () => {
    const few = last(exponential, isotropicStrainControl, [0.05]);
    const many = last(exponential, isotropicStrainControl, Array.from({ length: 200 }, (_, i) => (0.05 * (i + 1)) / 200));
    expect(many.sa / few.sa).toBeCloseTo(1, 9);
  });
});

describe("a material that is not linear in the strain rate", () => {
  it("is solved by Newton's method from L + N de/|de|", () => {
    // ds = L de + N |de|: for dsr = 0 the ratio x = der/dea solves a quadratic equation.
    const [na, nr] = [-3000, -2000];
    const L = new Float64Array(4);
    isotropicStiffness(K, G, L);
    const hypoplastic: ElementMaterial = {
      nonlinear: true,
      stiffness: (_s, _regime, a, r, out) => {
        const length = Math.hypot(a, r * Math.SQRT2);
        out.set([L[0]! + (na * a) / length, L[1]! + (na * 2 * r) / length, L[2]! + (nr * a) / length, L[3]! + (nr * 2 * r) / length]);
      },
    };
    for (const sense of [1, -1]) {
      const { sa, sr, er } = last(hypoplastic, drainedControl, [sense * 0.004]);
      // sense (L_ra + L_rr x) + N_r sqrt(1 + 2 x^2) = 0
      const residual = (x: number): number => sense * (L[2]! + L[3]! * x) + nr * Math.sqrt(1 + 2 * x * x);
      const x = er / (sense * 0.004);
      expect(residual(x) / L[2]!).toBeCloseTo(0, 9);
      expect(sr).toBeCloseTo(100, 9);
      expect(sa - 100).toBeCloseTo(0.004 * (sense * (L[0]! + L[1]! * x) + na * Math.sqrt(1 + 2 * x * x)), 8);
    }
  });
});

describe("an elastoplastic material with regimes", () => {
  const weald = { M: 0.95, lambda: 0.093, kappa: 0.035, nu: 0.3, v: 1.65 };

  it.each([1, 1.5, 4])("meets the closed form of undrained modified Cam-Clay at overconsolidation ratio %d", (ratio) => {
    const p0 = 207;
    const exact = undrainedCamClay(weald, p0, ratio * p0);
    const axis = Array.from({ length: 25 }, (_, i) => 0.0008 * i * (i + 1) / 6);
    const { states, size, status } = runElementTest({ material: modifiedCamClay(weald), control: undrainedControl, axialStress: p0, radialStress: p0, internals: [ratio * p0], start: 0, axis, tolerance: 1e-10 });
    expect(status).toBe("reached");
    const rows = axis.map((strain, i) => {
      const [sa, sr] = [states[i * size]!, states[i * size + 1]!];
      return { strain, p: (sa + 2 * sr) / 3, q: sa - sr };
    });
    for (const { p } of rows.filter(({ strain }) => strain <= exact.strainAtYield)) expect(p).toBeCloseTo(p0, 6);
    const beyond = rows.filter(({ strain }) => strain > exact.strainAtYield);
    for (const { strain, p, q } of beyond) {
      const there = exact.beyond(q / p);
      // Near the critical state a strain follows from a stress ratio with an error some hundred times larger than the stress ratio's.
      expect(Math.abs(p / there.p - 1)).toBeLessThan(1e-8);
      expect(Math.abs(strain - there.strain)).toBeLessThan(1e-8);
    }
    expect(beyond.length).toBeGreaterThan(10);
  });

  it("crosses the elastic domain in one long step and finds the far side", () => {
    const p0 = 200;
    const exact = undrainedCamClay(weald, p0, 1.5 * p0);
    // Down from yield in compression to yield in extension: the first elastic step could reach past it.
    const history = runElementTest({ material: modifiedCamClay(weald), control: undrainedControl, axialStress: p0, radialStress: p0, internals: [1.5 * p0], start: 0, axis: [1.000001 * exact.strainAtYield, -1.2 * exact.strainAtYield] });
    expect(history.status).toBe("reached");
    const q = history.end[0]! - history.end[1]!;
    expect(q).toBeLessThan(-exact.qy);
    const G = (3 * (1 - 0.6) * weald.v * p0) / (2.6 * weald.kappa);
    expect(Math.abs(q)).toBeLessThan(3 * G * 1.2 * exact.strainAtYield * 0.99);
  });
});

describe("a test that cannot go on", () => {
  it("ends exactly at a named limit", () => {
    const brittle: ElementMaterial = { ...hooke, limits: [{ reason: "failure", margin: (s) => 130 - (s[0]! - s[1]!), message: (s) => `broke at ${s[0]!.toFixed(1)} kPa` }] };
    const history = runElementTest({ material: brittle, control: drainedControl, axialStress: 100, radialStress: 100, start: 0, axis: [0, 0.002, 0.004, 0.01, 0.02] });
    expect(history).toMatchObject({ status: "failure", computed: 3, message: "broke at 230.0 kPa" });
    expect(history.end[0]! - 100).toBeCloseTo(130, 9);
    expect(history.end[2]).toBeCloseTo(130 / E, 12);
    expect(history.states).toHaveLength(3 * history.size);
  });

  it("does not start beyond a limit", () => {
    const broken: ElementMaterial = { ...hooke, limits: [{ reason: "tension", margin: (s) => s[1]! - 200, message: () => "pulled apart" }] };
    expect(runElementTest({ material: broken, control: drainedControl, axialStress: 100, radialStress: 100, start: 0, axis: [0, 1] })).toMatchObject({ status: "tension", computed: 0 });
  });

  it("has no solution beyond the peak of a softening element under prescribed stress, and says where", () => {
    const softening: ElementMaterial = { stiffness: (s, _regime, _a, _r, out) => isotropicStiffness(1000 * (1 - s[2]! / 0.01), 500 * (1 - s[2]! / 0.01), out) };
    const peak = 100 + (1000 + (4 / 3) * 500) * 0.005;
    const history = runElementTest({ material: softening, control: oedometerControl, axialStress: 100, radialStress: 100, start: 100, axis: [102, 104, 108, 120] });
    expect(history).toMatchObject({ status: "no-solution", computed: 3 });
    expect(history.end[0]).toBeCloseTo(peak, 3);
    expect(history.message).toMatch(/cannot be fulfilled beyond an axial stress of 108\.3 kPa/);
  });
});
