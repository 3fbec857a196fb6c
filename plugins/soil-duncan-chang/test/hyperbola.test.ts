import { compileTask, simulate, type ForwardModel, type Test } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

const common = { K: 400, n: 0.5, Rf: 0.8, c: 20, phi: 34, dphi: 3, pa: 101.325 };
const sets: readonly (readonly [ForwardModel, Readonly<Record<string, number>>])[] = [[duncanChangEb, { ...common, Kb: 250, m: 0.3 }], [duncanChangEmu, { ...common, G: 0.35, F: 0.06, D: 3 }]];
const radian = Math.PI / 180;
const strength = (p: Readonly<Record<string, number>>, s3: number): number => {
  const phi = (p["phi"]! - (p["dphi"] ?? 0) * Math.log10(s3 / p["pa"]!)) * radian;
  return (2 * p["c"]! * Math.cos(phi) + 2 * s3 * Math.sin(phi)) / (1 - Math.sin(phi));
};
const modulus = (p: Readonly<Record<string, number>>, s3: number): number => p["K"]! * p["pa"]! * (s3 / p["pa"]!) ** p["n"]!;
const drained = (confiningPressure: number, axis: readonly number[], more: Readonly<Record<string, number>> = {}): Test => ({ protocol: "drained-triaxial", conditions: { confiningPressure, ...more }, axis: Float64Array.from(axis) });
const grid = (end: number, points = 41): number[] => Array.from({ length: points }, (_, i) => (end * i) / (points - 1));
const q = (curve: ReturnType<typeof simulate>) => curve.responses["deviatorStress"]!;
const v = (curve: ReturnType<typeof simulate>) => curve.responses["volumetricStrain"]!;

describe.each(sets)("drained compression with %o", (model, p) => {
  const [s3, axis] = [200, grid(0.04)];
  const [Ei, qf] = [modulus(p, s3), strength(p, s3)];
  const failureStrain = qf / (Ei * (1 - p["Rf"]!));

  it("is the hyperbola, zero at zero, and rises while its slope falls", () => {
    const curve = simulate(model, p, drained(s3, axis));
    expect(curve.status).toBe("reached");
    expect([q(curve)[0], v(curve)[0], curve.responses["radialStrain"]![0]]).toEqual([0, 0, 0]);
    for (const [i, strain] of axis.entries()) expect(q(curve)[i]).toBeCloseTo(strain / (1 / Ei + (strain * p["Rf"]!) / qf), 9);
    const slopes = axis.slice(1).map((strain, i) => (q(curve)[i + 1]! - q(curve)[i]!) / (strain - axis[i]!));
    expect(slopes.every((slope, i) => slope > 0 && (i === 0 || slope < slopes[i - 1]!))).toBe(true);
    expect((q(simulate(model, p, drained(s3, [1e-9])))[0]! / 1e-9)).toBeCloseTo(Ei, 0);
  });

  it("keeps Poisson's ratio within 0 and 0.49 all along, on loading and unloading", () => {
    const curve = simulate(model, p, drained(s3, [...axis, ...axis.toReversed().slice(1, 4)]));
    const { radialStrain } = curve.responses;
    const path = [...axis, ...axis.toReversed().slice(1, 4)];
    for (let i = 1; i < path.length && i < curve.computed; i++) {
      const ratio = -(radialStrain![i]! - radialStrain![i - 1]!) / (path[i]! - path[i - 1]!);
      expect(ratio).toBeGreaterThan(-1e-9);
      expect(ratio).toBeLessThan(0.491);
    }
  });

  it("ends in failure where q reaches qf, with the numbers in the message", () => {
    const curve = simulate(model, p, drained(s3, [0, 0.5 * failureStrain, 0.999 * failureStrain, 1.001 * failureStrain, 2 * failureStrain]));
    expect(curve).toMatchObject({ status: "failure", computed: 3 });
    expect(curve.message).toBe(`the deviator stress reached its limit of ${qf.toFixed(1)} kPa at ${(100 * failureStrain).toFixed(2)} % axial strain`);
    expect(simulate(model, p, drained(s3, [failureStrain * (1 - 1e-12)])).status).toBe("reached");
    expect(q(simulate(model, p, drained(s3, [failureStrain * (1 - 1e-12)])))[0]).toBeCloseTo(qf, 8);
  });

  it("holds its strength in a study that keeps failed specimens, however far the last point before failure was", () => {
    const columns = Object.keys(p).map((parameter) => ({ parameter }));
    const task = { model: model.id, options: {}, columns, fixed: {}, tests: [drained(s3, [0, 0.3 * failureStrain, 2 * failureStrain, 3 * failureStrain])], responses: [["deviatorStress", "volumetricStrain"]], afterStop: "hold" as const };
    const simulator = compileTask(model, task);
    const row = new Float64Array(simulator.width);
    expect(simulator.run(Object.values(p), row)).toMatchObject({ ok: true, status: "failure" });
    expect([row[2], row[3]]).toEqual([expect.closeTo(qf, 9), expect.closeTo(qf, 9)]);
    const justBefore = simulate(model, p, drained(s3, [failureStrain * (1 - 1e-9)]));
    expect(row[7]).toBeCloseTo(v(justBefore)[0]!, 8);
  });

  const far = [0.5 * failureStrain, failureStrain, 1.5 * failureStrain, 3 * failureStrain];

  it.each([["plateau", 0], ["cap", Ei * (1 - p["Rf"]!) ** 2], ["residual", 0.001 * p["K"]! * p["pa"]!]] as const)("goes on in a straight line beyond failure: %s", (failure, slope) => {
    const curve = simulate(model, p, drained(s3, far), { failure });
    expect(curve.status).toBe("reached");
    expect(q(curve)[3]).toBeCloseTo(qf + slope * 2 * failureStrain, 7);
  });

  it.each(["plateau", "residual"])("shears at Poisson's ratio 0.49 beyond failure: %s", (failure) => {
    const curve = simulate(model, p, drained(s3, far), { failure });
    // 0.02 of the axial strain for E-mu, 1/51 for B = 17 E.
    expect((v(curve)[3]! - v(curve)[2]!) / (1.5 * failureStrain)).toBeCloseTo(model === duncanChangEmu ? 0.02 : 1 / 51, 9);
  });

  it("runs on to qf/Rf when the hyperbola is not cut", () => {
    const curve = simulate(model, p, drained(s3, far), { failure: "hyperbola" });
    expect(q(curve)[3]).toBeCloseTo(far[3]! / (1 / Ei + (far[3]! * p["Rf"]!) / qf), 9);
    expect(q(curve)[3]).toBeGreaterThan(qf);
    expect(q(simulate(model, p, drained(s3, [1e9]), { failure: "hyperbola" }))[0]! * p["Rf"]!).toBeCloseTo(qf, 4);
  });

  it("fails at the stress level that is asked for", () => {
    const curve = simulate(model, p, drained(s3, grid(0.2, 401)), { failure: "plateau", stressLevelLimit: 0.95 });
    expect(q(curve)[400]).toBeCloseTo(0.95 * qf, 9);
  });

  it("unloads and reloads on a line of slope Eur and rejoins the hyperbola where it was left", () => {
    const top = 0.02;
    const Eur = 2 * Ei;
    const path = [0, 0.01, top, top - 0.001, top - 0.002, top - 0.0005, top, 0.03];
    const curve = simulate(model, p, drained(s3, path));
    const direct = simulate(model, p, drained(s3, [top, 0.03]));
    expect((q(curve)[2]! - q(curve)[4]!) / 0.002).toBeCloseTo(Eur, 6);
    expect((q(curve)[5]! - q(curve)[4]!) / 0.0015).toBeCloseTo(Eur, 6);
    for (const [i, j] of [[2, 0], [6, 0], [7, 1]] as const) {
      expect(q(curve)[i]).toBeCloseTo(q(direct)[j]!, 9);
      expect(v(curve)[i]).toBeCloseTo(v(direct)[j]!, 13);
    }
    const explicit = simulate(model, { ...p, Kur: 2 * p["K"]! }, drained(s3, path));
    expect([...q(explicit)]).toEqual([...q(curve)]);
  });

  it("unloads from a plateau as well", () => {
    const path = [0, 2 * failureStrain, 2 * failureStrain - 1e-4, 2 * failureStrain, 2.5 * failureStrain];
    const curve = simulate(model, p, drained(s3, path), { failure: "plateau" });
    expect(q(curve)[1]! - q(curve)[2]!).toBeCloseTo(2 * Ei * 1e-4, 7);
    expect([q(curve)[3], q(curve)[4]]).toEqual([expect.closeTo(qf, 8), expect.closeTo(qf, 8)]);
  });

  it("starts on the hyperbola when consolidated anisotropically", () => {
    const q0 = 0.4 * qf;
    const e0 = q0 / (Ei * (1 - p["Rf"]! * 0.4));
    const whole = simulate(model, p, drained(s3, [e0, e0 + 0.01, e0 + 0.03]));
    const part = simulate(model, p, drained(s3, [0, 0.01, 0.03], { initialAxialStress: s3 + q0 }));
    for (let i = 0; i < 3; i++) {
      expect(q(part)[i]).toBeCloseTo(q(whole)[i]!, 8);
      expect(v(part)[i]).toBeCloseTo(v(whole)[i]! - v(whole)[0]!, 12);
    }
    expect(simulate(model, p, drained(s3, [0, 0.01], { initialAxialStress: s3 + 1.01 * qf }))).toMatchObject({ status: "failure", computed: 0 });
  });

  it("does not change when pa does, with K' = K (pa/pa')^(1-n) and its like", () => {
    const shift = common.pa / 100;
    const other: Record<string, number> = { ...p, pa: 100, K: p["K"]! * shift ** (1 - p["n"]!), phi: p["phi"]! + p["dphi"]! * Math.log10(shift) };
    if (p["Kb"]) other["Kb"] = p["Kb"] * shift ** (1 - p["m"]!);
    if (p["G"]) other["G"] = p["G"] + p["F"]! * Math.log10(shift);
    const [a, b] = [simulate(model, p, drained(s3, axis)), simulate(model, other, drained(s3, axis))];
    for (let i = 0; i < axis.length; i++) {
      expect(q(b)[i]).toBeCloseTo(q(a)[i]!, 8);
      expect(v(b)[i]).toBeCloseTo(v(a)[i]!, 12);
    }
  });

  it("sees cohesion as a shift of the pressure by c cot φ, in strength", () => {
    const flat = { ...p, c: 20, phi: 34, dphi: 0 };
    const frictional = { ...flat, c: 0 };
    const shifted = s3 + flat.c / Math.tan(flat.phi * radian);
    const atFailure = (set: Readonly<Record<string, number>>, pressure: number) => q(simulate(model, set, drained(pressure, [5]), { failure: "plateau" }))[0]!;
    expect(atFailure(flat, s3)).toBeCloseTo(atFailure(frictional, shifted), 8);
    expect(atFailure({ ...flat, phi: 0 }, 100)).toBeCloseTo(2 * flat.c, 9);
  });

  it("is the same at every pressure when n, m, F and the friction angle vanish", () => {
    const plain = { ...p, n: 0, phi: 0, dphi: 0, c: 100, ...(p["Kb"] ? { m: 0 } : { F: 0 }) };
    const [low, high] = [simulate(model, plain, drained(50, grid(0.004))), simulate(model, plain, drained(800, grid(0.004)))];
    expect(low.status).toBe("reached");
    expect([...q(low)]).toEqual([...q(high)]);
    expect([...v(low)]).toEqual([...v(high)]);
  });

  it("is linear elastic with Rf = 0", () => {
    const curve = simulate(model, { ...p, Rf: 0 }, drained(s3, [0.001, 0.002]));
    expect(q(curve)[1]).toBeCloseTo(0.002 * Ei, 9);
  });

  it("refuses a soil without strength and one that unloads softer than it loads, and names a friction angle without meaning", () => {
    expect(model.invalid!({ ...p, c: 0, phi: 0, Kur: 2 })).toMatch(/no strength/);
    expect(model.invalid!({ ...p, Kur: 300 })).toBe("unloading cannot be softer than first loading: Kur = 300 lies below K = 400");
    expect(model.invalid!({ ...p, Kur: 10 })).toBeUndefined();
    const curve = simulate(model, { ...p, phi: 60, dphi: 20 }, drained(1, [0, 0.01]));
    expect(curve).toMatchObject({ status: "no-solution", computed: 0 });
    expect(curve.message).toMatch(/friction angle would be 100\.1° at a minor stress of 1\.000 kPa/);
  });
});
