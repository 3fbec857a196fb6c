import { compileTask, simulate, type ForwardModel, type Test } from "@inversa/core";
import { random } from "@inversa/numerics";
import { drainedControl, runElementTest } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { hyperbolicElement } from "../src/element.ts";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";
import { boundedBulk } from "../src/volume-eb.ts";

const common = { K: 400, n: 0.5, Rf: 0.8, c: 20, phi: 34, dphi: 3, Kur: 900, pa: 101.325 };
const eb = { ...common, Kb: 250, m: 0.3 };
const emu = { ...common, G: 0.35, F: 0.06, D: 3 };
const sets: readonly (readonly [ForwardModel, Readonly<Record<string, number>>])[] = [[duncanChangEb, eb], [duncanChangEmu, emu]];
const test = (protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[]): Test => ({ protocol, conditions, axis: Float64Array.from(axis) });
const path = [0, 0.002, 0.01, 0.009, 0.0082, 0.0095, 0.012, 0.03, 0.029, 0.04];
const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs));

describe.each(sets)("the element-test driver with %o", (model, p) => {
  it("meets the closed form on a drained path with unloading and reloading", () => {
    // An initial axial stress a hair below the confining pressure is on the extension side, which the driver integrates.
    const closed = simulate(model, p, test("drained-triaxial", { confiningPressure: 150 }, path));
    const driven = simulate(model, p, test("drained-triaxial", { confiningPressure: 150, initialAxialStress: 150 * (1 - 1e-12) }, path));
    expect(driven.status).toBe("reached");
    for (const response of ["deviatorStress", "volumetricStrain", "radialStrain"]) {
      const [a, b] = [closed.responses[response]!, driven.responses[response]!];
      for (let i = 0; i < path.length; i++) expect(Math.abs(a[i]! - b[i]!) / largest(a)).toBeLessThan(1e-7);
    }
  });

  it.each(["plateau", "cap", "residual", "hyperbola"])("meets the closed form beyond failure: %s", (failure) => {
    const far = [0, 0.02, 0.2, 0.199, 0.201, 0.3];
    const closed = simulate(model, p, test("drained-triaxial", { confiningPressure: 150 }, far), { failure });
    const driven = simulate(model, p, test("drained-triaxial", { confiningPressure: 150, initialAxialStress: 150 * (1 - 1e-12) }, far), { failure });
    expect(driven).toMatchObject({ status: "reached" });
    // A bound on Poisson's ratio is a kink that a step may cross; that costs strain two or three digits of the tolerance 1e-8.
    for (const [response, allowed] of [["deviatorStress", 1e-7 * largest(closed.responses["deviatorStress"]!)], ["volumetricStrain", 5e-7]] as const) {
      const [a, b] = [closed.responses[response]!, driven.responses[response]!];
      for (let i = 0; i < far.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(allowed);
    }
  });

  it("ends in failure at the strain of the closed form", () => {
    const closed = simulate(model, p, test("drained-triaxial", { confiningPressure: 150 }, [0.01, 0.5]));
    const driven = simulate(model, p, test("drained-triaxial", { confiningPressure: 150, initialAxialStress: 150 * (1 - 1e-12) }, [0.01, 0.5]));
    expect(driven).toMatchObject({ status: "failure", computed: 1, message: closed.message });
  });

  it("names the state in which it failed, as the closed form does", () => {
    const run = (conditions: Readonly<Record<string, number>>) => {
      const task = { model: model.id, options: {}, columns: Object.keys(p).map((parameter) => ({ parameter })), fixed: {}, tests: [test("drained-triaxial", conditions, [0.01, 0.5, 0.6])], responses: [["deviatorStress", "volumetricStrain", "radialStrain"]], afterStop: "hold" as const };
      const simulator = compileTask(model, task);
      const row = new Float64Array(simulator.width);
      expect(simulator.run(Object.values(p), row).ok).toBe(true);
      return row;
    };
    const [closed, driven] = [run({ confiningPressure: 150 }), run({ confiningPressure: 150, initialAxialStress: 150 * (1 - 1e-12) })];
    for (let i = 0; i < 9; i++) expect(Math.abs(closed[i]! - driven[i]!)).toBeLessThan(i < 3 ? 1e-4 : 1e-7);
  });

  it("keeps the mean stress in undrained shear, because elasticity couples no volume to shear", () => {
    const { responses, status } = simulate(model, p, test("undrained-triaxial", { confiningPressure: 150 }, [0, 0.001, 0.004, 0.003, -0.001]));
    expect(status).toBe("reached");
    for (const [i, mean] of responses["meanEffectiveStress"]!.entries()) {
      expect(mean).toBeCloseTo(150, 8);
      expect(responses["porePressure"]![i]).toBeCloseTo(responses["deviatorStress"]![i]! / 3, 8);
    }
  });

  it("takes unloading past q = 0 into extension, where the axial stress is the minor one", () => {
    const { responses, status } = simulate(model, p, test("drained-triaxial", { confiningPressure: 200 }, [0, 0.01, 0.0075, 0.007, 0.0065]));
    expect(status).toBe("reached");
    const q = responses["deviatorStress"]!;
    expect(q[4]).toBeLessThan(0);
    expect(q[4]).toBeGreaterThan(-200);
    // First loading in extension from the isotropic state is softer than in compression: σ3 falls.
    const pull = simulate(model, p, test("drained-triaxial", { confiningPressure: 200 }, [-0.001])).responses["deviatorStress"]![0]!;
    const push = simulate(model, p, test("drained-triaxial", { confiningPressure: 200 }, [0.001])).responses["deviatorStress"]![0]!;
    expect(-pull).toBeLessThan(push);
    expect(-pull).toBeGreaterThan(0.5 * push);
  });

  it("ends extension with a reason before the axial stress is gone", () => {
    const curve = simulate(model, { ...p, c: 0, dphi: 0 }, test("drained-triaxial", { confiningPressure: 200 }, [0, -0.01, -0.05, -0.5]));
    expect(curve.status).toBe("failure");
    expect(curve.message).toMatch(/limit of -\d/);
  });

  it("follows isotropic compression in closed form, back and forth, and into the void ratio", () => {
    const { responses } = simulate(model, p, test("isotropic-compression", { confiningPressure: 50, initialVoidRatio: 0.8 }, [50, 100, 700, 100, 50, 20]));
    const ev = responses["volumetricStrain"]!;
    expect([ev[0], ev[4]]).toEqual([0, expect.closeTo(0, 15)]);
    expect(ev[1]).toBe(ev[3]);
    expect(ev[5]).toBeLessThan(0);
    expect(responses["voidRatio"]![2]).toBeCloseTo(1.8 * Math.exp(-ev[2]!) - 1, 14);
    // Against fine trapezoids of dp/B with B from the model's own answer at neighbouring pressures.
    const fine = simulate(model, p, test("isotropic-compression", { confiningPressure: 100 }, Array.from({ length: 601 }, (_, i) => 100 + i))).responses["volumetricStrain"]!;
    expect(fine[600]).toBeCloseTo(ev[2]! - ev[1]!, 13);
    expect(fine.every((value, i) => i === 0 || value > fine[i - 1]!)).toBe(true);
    expect(simulate(model, p, test("isotropic-compression", { confiningPressure: 50 }, [50, 0]))).toMatchObject({ status: "tension", computed: 1 });
  });

  it("stiffens in the oedometer, unloads stiffer than it loaded, and starts at its own K0 when no radial stress is known", () => {
    const { responses, status } = simulate(model, { ...p, c: 0 }, test("oedometer", { initialAxialStress: 50, initialVoidRatio: 0.9 }, [50, 100, 150, 200, 150]));
    expect(status).toBe("reached");
    const ea = responses["axialStrain"]!;
    expect(ea[3]! - ea[2]!).toBeLessThan(ea[2]! - ea[1]!);
    expect(ea[3]! - ea[4]!).toBeLessThan(ea[3]! - ea[2]!);
    expect(responses["voidRatio"]![3]).toBeCloseTo(1.9 * Math.exp(-ea[3]!) - 1, 14);
    // Frictional, with moduli of one exponent, the model keeps one stress ratio under confined first loading; then dea = (dσa - 2 ν dσr)/E with dσr = K0 dσa.
    const alike = model === duncanChangEb ? { ...p, c: 0, dphi: 0, m: 0.5 } : { ...p, c: 0, dphi: 0, F: 0, D: 0 };
    const own = simulate(model, alike, test("oedometer", { initialAxialStress: 50 }, [50, 100, 400])).responses["axialStrain"]!;
    const ratios = Array.from({ length: 900 }, (_, i) => 0.1 + 0.001 * i);
    const misses = ratios.map((ratio) => Math.abs(simulate(model, alike, test("oedometer", { initialAxialStress: 50, confiningPressure: 50 * ratio }, [100])).responses["axialStrain"]![0]! - own[1]!));
    expect(Math.min(...misses.filter(Number.isFinite))).toBeLessThan(2e-3 * own[1]!);
    // A power law of exponent 1 - n between any two pressures.
    expect(own[2]! / own[1]!).toBeCloseTo((400 ** 0.5 - 50 ** 0.5) / (100 ** 0.5 - 50 ** 0.5), 4);
    const given = simulate(model, p, test("oedometer", { initialAxialStress: 50, confiningPressure: 25 }, [50, 100]));
    expect(given.responses["voidRatio"]).toBeUndefined();
  });

  it("holds the mean stress at constant p and the volume with it on the E-mu and E-B law alike", () => {
    const { responses, status } = simulate(model, p, test("constant-p-triaxial", { confiningPressure: 150 }, [0, 0.002, 0.006]));
    expect(status).toBe("reached");
    expect(largest(responses["volumetricStrain"]!)).toBeLessThan(1e-10);
  });

  it("unloads by the rule of 1984 on a softer branch that leaves the line of slope Eur near its top and rejoins the hyperbola", () => {
    const up = 0.02;
    const loop = [0, up, up - 0.0004, up - 0.003, up, 0.03];
    const [old, later] = ["1980", "1984"].map((unloading) => simulate(model, p, test("drained-triaxial", { confiningPressure: 150 }, loop), { unloading }).responses["deviatorStress"]!);
    expect(later![2]).toBeGreaterThan(old![2]!);
    expect(later![3]).toBeGreaterThan(old![3]!);
    for (const i of [1, 4, 5]) expect(Math.abs(later![i]! / old![i]! - 1)).toBeLessThan(2e-6);
  });

  it("ends or completes every test of the plausible range for a reason with a name", () => {
    const generator = random(11);
    const tests = [
      test("drained-triaxial", { confiningPressure: 150 }, [0, 0.005, 0.02, 0.015, -0.01, -0.03, 0.01, 0.04]),
      test("undrained-triaxial", { confiningPressure: 150 }, [0, 0.002, 0.01, 0.005, 0.03]),
      test("constant-p-triaxial", { confiningPressure: 150 }, [0, 0.002, 0.01, 0.005, 0.03]),
      test("oedometer", { initialAxialStress: 50 }, [50, 100, 200, 400, 800, 400, 100, 25, 800]),
    ];
    const unexplained: unknown[] = [];
    const seen = new Set<string>();
    for (let k = 0; k < 60; k++) {
      const sample = Object.fromEntries(Object.entries(model.parameters).map(([name, { plausible, bounds, default: value, scale }]) => {
        const [low, high] = plausible ?? bounds;
        const u = generator.next();
        return [name, name === "pa" || (name === "Kur" && k % 2 === 0) ? value! : scale === "log" ? low * (high / low) ** u : low + (high - low) * u];
      }));
      if (model.invalid!(sample)) continue;
      for (const failure of ["stop", "plateau", "hyperbola"]) {
        for (const one of tests) {
          const curve = simulate(model, sample, one, { failure });
          seen.add(curve.status);
          if (curve.status === "no-solution" && !/friction angle/.test(curve.message!)) unexplained.push({ sample, failure, protocol: one.protocol, message: curve.message });
        }
      }
    }
    expect(unexplained).toEqual([]);
    expect(seen).toEqual(new Set(["reached", "failure", "tension", "no-solution"]));
  });
});

describe("the integration error", () => {
  it("follows the tolerance on a drained path", () => {
    const bulkLaw = ({ s3, young }: { readonly s3: number; readonly young: number }) => boundedBulk(eb.Kb * eb.pa * (s3 / eb.pa) ** eb.m, young);
    const options = { failure: "stop", stressLevelLimit: 1, residualFactor: 0.001, unloading: "1980" } as const;
    const exact = simulate(duncanChangEb, eb, test("drained-triaxial", { confiningPressure: 150 }, [0.03])).responses["deviatorStress"]![0]!;
    const errors = [1e-4, 1e-6, 1e-8, 1e-10].map((tolerance) => {
      const { end } = runElementTest({ material: hyperbolicElement(eb, options, bulkLaw), control: drainedControl, axialStress: 150, radialStress: 150, internals: [0], start: 0, axis: [0.03], tolerance });
      return Math.abs((end[0]! - end[1]!) / exact - 1) / tolerance;
    });
    for (const error of errors) expect(error).toBeLessThan(20);
  });
});
