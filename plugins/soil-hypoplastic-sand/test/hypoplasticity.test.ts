import { simulate, type Curve } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { hypoplasticSand } from "../src/index.ts";
import { drainedByDriver, drained as drainedTest } from "../src/paths.ts";
import { limitFactor } from "../src/stress-factor.ts";
import { drainedByHand, limitFactorOf } from "./published-equation.ts";

/** Hochstetten sand, P.-A. von Wolffersdorff (1996). */
const sand = { phic: 33, hs: 1e6, n: 0.25, ed0: 0.55, ec0: 0.95, ei0: 1.05, alpha: 0.25, beta: 1.5 };
const grid = (end: number, points = 31): number[] => Array.from({ length: points }, (_, i) => (end * i) / (points - 1));
const run = (protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[], accuracy = "tight"): Curve =>
  simulate(hypoplasticSand, sand, { protocol, conditions, axis: Float64Array.from(axis) }, { accuracy });
const shrunk = (e0: number, p: number): number => e0 * Math.exp(-(((3 * p) / sand.hs) ** sand.n));
const ratioInCompression = (6 * Math.sin((33 * Math.PI) / 180)) / (3 - Math.sin((33 * Math.PI) / 180));

describe("closed forms", () => {
  it("isotropic compression from the loosest state follows Bauer's law", () => {
    const axis = [20, 40, 100, 500, 2000, 10_000];
    const { voidRatio, volumetricStrain } = run("isotropic-compression", { confiningPressure: 20, initialVoidRatio: shrunk(sand.ei0, 20) }, axis).responses;
    for (const [i, p] of axis.entries()) {
      expect(Math.abs(voidRatio![i]! - shrunk(sand.ei0, p))).toBeLessThan(1e-9);
      expect(Math.abs(volumetricStrain![i]! - Math.log((1 + shrunk(sand.ei0, 20)) / (1 + shrunk(sand.ei0, p))))).toBeLessThan(1e-9);
    }
  });

  it.each([0.65, 0.8, 0.95])("ends in the critical state, drained, from e0 = %d", (initialVoidRatio) => {
    const confiningPressure = 100;
    const { deviatorStress, volumetricStrain } = run("drained-triaxial", { confiningPressure, initialVoidRatio }, [0, 10, 11]).responses;
    const q = deviatorStress![2]!;
    const p = confiningPressure + q / 3;
    expect(q / p).toBeCloseTo(ratioInCompression, 6);
    expect((1 + initialVoidRatio) * Math.exp(-volumetricStrain![2]!) - 1).toBeCloseTo(shrunk(sand.ec0, p), 6);
    expect(volumetricStrain![2]! - volumetricStrain![1]!).toBeCloseTo(0, 6);
  });

  it("ends in the critical state, undrained, at the pressure to which its void ratio belongs", () => {
    const { deviatorStress, meanEffectiveStress } = run("undrained-triaxial", { confiningPressure: 200, initialVoidRatio: 0.75 }, [0, 10]).responses;
    const p = (sand.hs / 3) * Math.log(sand.ec0 / 0.75) ** (1 / sand.n);
    expect(meanEffectiveStress![1]! / p).toBeCloseTo(1, 5);
    expect(deviatorStress![1]! / p).toBeCloseTo(ratioInCompression, 5);
  });

  it("has the limit of Matsuoka and Nakai in extension: the same friction angle as in compression", () => {
    const { deviatorStress } = run("drained-triaxial", { confiningPressure: 100, initialVoidRatio: 0.9 }, [0, -10]).responses;
    const sine = Math.sin((33 * Math.PI) / 180);
    expect((100 + deviatorStress![1]!) / 100).toBeCloseTo((1 - sine) / (1 + sine), 5);
  });

  it("reduces the published F to one in compression and 1 - (y - x) in extension", () => {
    for (const x of [0.05, 0.2, 0.3, 0.34, 0.5, 0.9]) {
      const y = (1 - x) / 2;
      expect(limitFactor(x, y, x < y)).toBeCloseTo(limitFactorOf([x, y, y]), 12);
    }
  });
});

describe("against the published tensor equation, tension positive, solved by bisection in fixed steps", () => {
  it.each([
    ["loading", 0.7, 100, 100, [0.001, 0.01, 0.05, 0.15]],
    ["unloading and reloading in compression", 0.85, 200, 200, [0.02, 0.018, 0.03]],
    ["anisotropic start", 0.75, 100, 180, [0.01, 0.04]],
    ["extension", 0.8, 300, 300, [-0.002, -0.02]],
  ] as const)("%s", (_name, voidRatio, radialStress, axialStress, path) => {
    const expected = drainedByHand(sand, { axialStress, radialStress, voidRatio }, path, 600);
    const { deviatorStress, radialStrain } = run("drained-triaxial", { confiningPressure: radialStress, initialAxialStress: axialStress, initialVoidRatio: voidRatio }, path).responses;
    for (const [i, { q, radialStrain: radial }] of expected.entries()) {
      // The fixed steps are worth seven digits.
      expect(Math.abs(deviatorStress![i]! - q)).toBeLessThan(1e-6 * radialStress);
      expect(Math.abs(radialStrain![i]! - radial)).toBeLessThan(1e-8);
    }
  });
});

describe("two integrators", () => {
  it("agree on drained loading", () => {
    for (const [initialVoidRatio, confiningPressure, initialAxialStress] of [[0.6, 50, 50], [0.75, 200, 350], [0.99, 1000, 1000]] as const) {
      const specimen = { confiningPressure, initialAxialStress, initialVoidRatio };
      const axis = Float64Array.from(grid(0.25));
      const [fast, driver] = [drainedTest(sand, specimen, axis, { fast: 1e-11, driver: 1e-11 }), drainedByDriver(sand, specimen, axis, 1e-11)] as readonly Readonly<Record<"deviatorStress" | "radialStrain", number[]>>[];
      for (let i = 0; i < axis.length; i++) {
        expect(Math.abs(fast!.deviatorStress[i]! - driver!.deviatorStress[i]!)).toBeLessThan(1e-8 * confiningPressure);
        expect(Math.abs(fast!.radialStrain[i]! - driver!.radialStrain[i]!)).toBeLessThan(1e-10);
      }
    }
  });

  it("default accuracy is within 1e-5 of tight accuracy on every kind of test", () => {
    const conditions = { confiningPressure: 100, initialVoidRatio: 0.72 };
    for (const [protocol, axis] of [["drained-triaxial", grid(0.2)], ["drained-triaxial", [0, 0.02, 0.015, -0.02]], ["undrained-triaxial", grid(0.1)], ["constant-p-triaxial", grid(0.1)], ["oedometer", [100, 400, 50, 800]], ["isotropic-compression", [100, 400, 50, 800]]] as const) {
      const [tight, normal] = [run(protocol, conditions, axis), run(protocol, conditions, axis, "default")];
      expect([tight.status, normal.status]).toEqual(["reached", "reached"]);
      for (const [response, values] of Object.entries(tight.responses)) {
        const scale = Math.max(...values.map(Math.abs));
        for (const [i, value] of values.entries()) expect(Math.abs(normal.responses[response]![i]! - value) / scale).toBeLessThan(1e-5);
      }
    }
  });
});

describe("the sand", () => {
  it("is stronger and dilates when dense, and contracts when loose", () => {
    const curve = (initialVoidRatio: number) => run("drained-triaxial", { confiningPressure: 100, initialVoidRatio }, grid(0.2)).responses;
    const [dense, loose] = [curve(0.6), curve(0.98)];
    expect(Math.max(...dense["deviatorStress"]!)).toBeGreaterThan(1.3 * Math.max(...loose["deviatorStress"]!));
    expect(dense["volumetricStrain"]!.at(-1)).toBeLessThan(-0.03);
    expect(loose["volumetricStrain"]!.at(-1)).toBeGreaterThan(0);
  });

  it("liquefies undrained when looser than critical at any pressure, and the curve ends there", () => {
    const curve = run("undrained-triaxial", { confiningPressure: 100, initialVoidRatio: 0.97 }, grid(1));
    expect(curve.status).toBe("tension");
    expect(curve.message).toMatch(/the effective stress was lost at \d/);
    expect(curve.computed).toBeGreaterThan(0);
  });

  it("is stiffer on unloading than on loading in the oedometer, and takes Jaky's radial stress when none is given", () => {
    const conditions = { initialAxialStress: 50, initialVoidRatio: 0.8 };
    const { axialStrain } = run("oedometer", conditions, [50, 400, 50]).responses;
    expect(axialStrain![2]!).toBeGreaterThan(0.3 * axialStrain![1]!);
    const jaky = 50 * (1 - Math.sin((33 * Math.PI) / 180));
    expect(run("oedometer", { ...conditions, confiningPressure: jaky }, [50, 400, 50]).responses["axialStrain"]).toEqual(axialStrain);
  });

  it("asks for the void ratio, and stops with a sentence below the densest one", () => {
    expect(() => run("drained-triaxial", { confiningPressure: 100 }, [0, 0.01])).toThrow(/initialVoidRatio is not given/);
    const curve = run("drained-triaxial", { confiningPressure: 100, initialVoidRatio: 0.4 }, [0, 0.01]);
    expect(curve).toMatchObject({ status: "no-solution", computed: 0 });
    expect(curve.message).toMatch(/0\.4000 is not above that of the densest state, 0\.48/);
  });

  it("refuses parameters whose limits of density are out of order", () => {
    expect(hypoplasticSand.invalid!({ ...sand, ed0: 0.96 })).toMatch(/ed0 = 0\.96 is not below ec0/);
    expect(hypoplasticSand.invalid!({ ...sand, ei0: 0.9 })).toMatch(/ec0 = 0\.95 is not below ei0/);
    expect(hypoplasticSand.invalid!({ ...sand, ed0: 0.94, alpha: 1 })).toMatch(/no stiffness/);
    expect(hypoplasticSand.invalid!(sand)).toBeUndefined();
  });
});
