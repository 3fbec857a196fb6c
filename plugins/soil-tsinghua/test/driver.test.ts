import { simulate, stopReasons } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { tsinghua } from "../src/index.ts";
import { firstLoadingPath, type Constraint } from "./principal-model.ts";

const sand = { K0: 300, G0: 200, n: 0.5, k: 0.7, r: 1.5, m1: 0.002, m2: 0.9, m3: 0.35, m4: 0.045, m5: 0.6, m6: 0.001, pa: 101.325 };
const run = (protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[], p = sand, accuracy = "default") =>
  simulate(tsinghua, p, { protocol, conditions, axis: Float64Array.from(axis) }, { accuracy });

describe("the element-test driver", () => {
  it.each([["default", 2e-6], ["tight", 1e-8]] as const)("meets the reduced equations of drained compression, accuracy %s", (accuracy, allowed) => {
    for (const overconsolidationRatio of [1, 1.6]) {
      const path = [0, 0.0005, 0.002, 0.005, 0.01];
      const conditions = { confiningPressure: 150, overconsolidationRatio };
      const reduced = run("drained-triaxial", conditions, path, sand, "tight");
      const driven = run("drained-triaxial", { ...conditions, initialAxialStress: 150 * (1 - 1e-12) }, path, sand, accuracy);
      expect([reduced.status, driven.status]).toEqual(["reached", "reached"]);
      for (const response of ["deviatorStress", "volumetricStrain", "radialStrain"]) {
        const scale = Math.max(...reduced.responses[response]!.map(Math.abs));
        for (const i of path.keys()) expect(Math.abs(reduced.responses[response]![i]! - driven.responses[response]![i]!) / scale).toBeLessThan(allowed);
      }
    }
  });

  it("unloads elastically and rejoins first loading where it left it", () => {
    const loop = run("drained-triaxial", { confiningPressure: 150 }, [0, 0.01, 0.0097, 0.01, 0.015], sand, "tight").responses;
    const straight = run("drained-triaxial", { confiningPressure: 150 }, [0, 0.01, 0.015], sand, "tight").responses;
    for (const response of ["deviatorStress", "volumetricStrain"]) {
      expect(loop[response]![3]! / loop[response]![1]!).toBeCloseTo(1, 7);
      expect(loop[response]![4]! / straight[response]![2]!).toBeCloseTo(1, 7);
    }
    expect(loop["deviatorStress"]![2]!).toBeLessThan(loop["deviatorStress"]![1]!);
  });

  const times = [0, 0.001, 0.003, 0.01];
  const axial: Constraint = [[0, 0, 0], [1, 0, 0], 1];
  const equalRadial: Constraint = [[0, 0, 0], [0, 1, -1], 0];
  const distance = (values: ArrayLike<number>, expected: readonly number[]): number => Math.max(...expected.map((value, i) => Math.abs(values[i]! - value)));

  it("shears undrained as the three-dimensional model does", () => {
    const expected = firstLoadingPath(sand, [180, 120, 120], [axial, [[0, 0, 0], [1, 1, 1], 0], equalRadial], times);
    const { responses } = run("undrained-triaxial", { confiningPressure: 120, initialAxialStress: 180 }, times, sand, "tight");
    expect(distance(responses["deviatorStress"]!, expected.map((y) => y[0]! - y[1]!))).toBeLessThan(1e-6);
    expect(distance(responses["porePressure"]!, expected.map((y) => 120 - y[1]!))).toBeLessThan(1e-6);
    expect(distance(responses["meanEffectiveStress"]!, expected.map((y) => (y[0]! + y[1]! + y[2]!) / 3))).toBeLessThan(1e-6);
  });

  it("shears at constant mean stress as the three-dimensional model does", () => {
    const expected = firstLoadingPath(sand, [180, 120, 120], [axial, [[1, 1, 1], [0, 0, 0], 0], equalRadial], times);
    const { responses } = run("constant-p-triaxial", { confiningPressure: 120, initialAxialStress: 180 }, times, sand, "tight");
    expect(distance(responses["deviatorStress"]!, expected.map((y) => y[0]! - y[1]!))).toBeLessThan(1e-6);
    expect(distance(responses["volumetricStrain"]!, expected.map((y) => y[3]! + y[4]! + y[5]!))).toBeLessThan(1e-9);
  });

  it("extends as the three-dimensional model does", () => {
    const back = [0, -0.0005, -0.002, -0.004];
    const expected = firstLoadingPath(sand, [100, 150, 150], [axial, [[0, 1, 0], [0, 0, 0], 0], [[0, 0, 1], [0, 0, 0], 0]], back);
    const { responses } = run("drained-triaxial", { confiningPressure: 150, initialAxialStress: 100 }, back, sand, "tight");
    expect(distance(responses["deviatorStress"]!, expected.map((y) => y[0]! - y[1]!))).toBeLessThan(1e-6);
    expect(distance(responses["volumetricStrain"]!, expected.map((y) => y[3]! + y[4]! + y[5]!))).toBeLessThan(1e-9);
  });

  it("compresses in the oedometer as the three-dimensional model does, stiffer when it unloads", () => {
    const stresses = [100, 130, 200, 400];
    const expected = firstLoadingPath(sand, [100, 55, 55], [[[1, 0, 0], [0, 0, 0], 1], [[0, 0, 0], [0, 1, 0], 0], [[0, 0, 0], [0, 0, 1], 0]], stresses);
    const { responses } = run("oedometer", { confiningPressure: 55, initialAxialStress: 100, initialVoidRatio: 0.8 }, [...stresses, 300], sand, "tight");
    const e = responses["axialStrain"]!;
    expect(distance(e, expected.map((y) => y[3]!))).toBeLessThan(1e-9);
    expect(e[3]! - e[4]!).toBeLessThan(0.5 * (e[3]! - e[2]!));
    expect(responses["voidRatio"]![3]).toBeCloseTo(1.8 * Math.exp(-e[3]!) - 1, 13);
    expect(run("oedometer", { initialAxialStress: 100 }, stresses).status).toBe("reached");
  });

  it("turns from loss to gain of mean stress in undrained shear where the stress ratio is k r", () => {
    const { responses, status } = run("undrained-triaxial", { confiningPressure: 200 }, Array.from({ length: 601 }, (_, i) => 0.00005 * i), sand, "tight");
    expect(status).toBe("reached");
    const p = responses["meanEffectiveStress"]!;
    const least = p.indexOf(Math.min(...p));
    expect(least).toBeGreaterThan(10);
    expect(least).toBeLessThan(590);
    expect(responses["deviatorStress"]![least]! / p[least]!).toBeCloseTo(sand.k * sand.r, 2);
  });

  it("ends or completes every test of the plausible range for a reason with a name", () => {
    const generator = random(11);
    const tests = [
      ["drained-triaxial", { confiningPressure: 150 }, [0, 0.005, 0.02, 0.05]],
      ["drained-triaxial", { confiningPressure: 150 }, [0, 0.005, 0.02, 0.015, -0.01, -0.03, 0.01, 0.04]],
      ["undrained-triaxial", { confiningPressure: 150, overconsolidationRatio: 1.7 }, [0, 0.002, 0.01, 0.005, -0.02, 0.03]],
      ["constant-p-triaxial", { confiningPressure: 150 }, [0, 0.002, 0.01, 0.005, 0.03]],
      ["oedometer", { initialAxialStress: 50 }, [50, 100, 200, 400, 800, 400, 100, 25, 800]],
      ["isotropic-compression", { confiningPressure: 150 }, [150, 400, 20]],
    ] as const;
    const names = new Set<string>(["reached", ...stopReasons]);
    for (let k = 0; k < 100; k++) {
      const sample = Object.fromEntries(Object.entries(tsinghua.parameters).map(([name, { plausible, bounds, default: value, scale }]) => {
        const [low, high] = plausible ?? bounds;
        const u = generator.next();
        return [name, name === "pa" ? value! : scale === "log" ? low * (high / low) ** u : low + (high - low) * u];
      })) as typeof sand;
      for (const [protocol, conditions, axis] of tests) {
        const curve = run(protocol, conditions, axis, sample);
        expect(names.has(curve.status) && curve.status !== "no-solution", `${protocol} ${curve.message} ${JSON.stringify(sample)}`).toBe(true);
        for (const values of Object.values(curve.responses)) for (let i = 0; i < curve.computed; i++) expect(Number.isFinite(values[i])).toBe(true);
      }
    }
  });
});
