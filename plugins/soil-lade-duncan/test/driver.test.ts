import { simulate, stopReasons } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { workAt } from "../src/element.ts";
import { ladeDuncan } from "../src/index.ts";
import { ratiosAt } from "../src/stress-ratio.ts";
import { firstLoadingPath } from "./principal-model.ts";

const sand = { Kur: 950, n: 0.5, nu: 0.25, kf: 58, A: 0.41, rf: 0.94, M: 1.6e-3, l: 1.05, ft: 27.4, pa: 101.325 };
const run = (protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[], p = sand, accuracy = "default") =>
  simulate(ladeDuncan, p, { protocol, conditions, axis: Float64Array.from(axis) }, { accuracy });
const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs));

describe("the element-test driver", () => {
  const path = [0, 0.002, 0.01, 0.0098, 0.0097, 0.0102, 0.012, 0.03, 0.0299, 0.04];

  it.each([["default", 1e-6], ["tight", 1e-8]] as const)("meets the closed form on a drained path with unloading and reloading, accuracy %s", (accuracy, allowed) => {
    for (const ft of [27, 27.4]) {
      const p = { ...sand, ft };
      const closed = run("drained-triaxial", { confiningPressure: 150 }, path, p);
      // A start a hair below q = 0 is on the extension side, which the driver integrates.
      const driven = run("drained-triaxial", { confiningPressure: 150, initialAxialStress: 150 * (1 - 1e-12) }, path, p, accuracy);
      expect(driven.status).toBe("reached");
      for (const response of ["deviatorStress", "volumetricStrain", "radialStrain"]) {
        const [a, b] = [closed.responses[response]!, driven.responses[response]!];
        for (let i = 0; i < path.length; i++) expect(Math.abs(a[i]! - b[i]!) / largest(a)).toBeLessThan(allowed);
      }
    }
  });

  it("ends in failure where the closed form does", () => {
    const closed = run("drained-triaxial", { confiningPressure: 150 }, [0.01, 0.5]);
    const driven = run("drained-triaxial", { confiningPressure: 150, initialAxialStress: 150 * (1 - 1e-12) }, [0.01, 0.5]);
    expect(driven).toMatchObject({ status: "failure", computed: 1, message: closed.message });
  });

  // Against the three-dimensional model of principal-model.ts, from a sheared start so that both are yielding.
  const [sa, sr] = [200, 100] as const;
  const start = { stress: [sa, sr, sr], strain: [0, 0, 0], Wp: workAt(sand, sa, sr) } as const;
  const equalRadial = [[0, 0, 0], [0, 1, -1], 0] as const;
  const axial = [[0, 0, 0], [1, 0, 0], 1] as const;
  const times = [0, 0.001, 0.003, 0.01];

  it("shears undrained as the three-dimensional model does", () => {
    const expected = firstLoadingPath(sand, start, [axial, [[0, 0, 0], [1, 1, 1], 0], equalRadial], times);
    const { responses } = run("undrained-triaxial", { confiningPressure: sr, initialAxialStress: sa }, times, sand, "tight");
    for (const [i, y] of expected.entries()) {
      expect(Math.abs(responses["deviatorStress"]![i]! - (y[0]! - y[1]!))).toBeLessThan(1e-6);
      expect(Math.abs(responses["porePressure"]![i]! - (sr - y[1]!))).toBeLessThan(1e-6);
      expect(Math.abs(responses["meanEffectiveStress"]![i]! - (y[0]! + y[1]! + y[2]!) / 3)).toBeLessThan(1e-6);
    }
  });

  it("shears at constant mean stress as the three-dimensional model does", () => {
    const expected = firstLoadingPath(sand, start, [axial, [[1, 1, 1], [0, 0, 0], 0], equalRadial], times);
    const { responses } = run("constant-p-triaxial", { confiningPressure: sr, initialAxialStress: sa }, times, sand, "tight");
    for (const [i, y] of expected.entries()) {
      expect(Math.abs(responses["deviatorStress"]![i]! - (y[0]! - y[1]!))).toBeLessThan(1e-6);
      expect(Math.abs(responses["volumetricStrain"]![i]! - (y[3]! + y[4]! + y[5]!))).toBeLessThan(1e-9);
    }
  });

  it("compresses in the oedometer as the three-dimensional model does", () => {
    const stresses = [200, 230, 300, 500];
    const [low, high] = [200, 70] as const;
    const begin = { stress: [low, high, high], strain: [0, 0, 0], Wp: workAt(sand, low, high) } as const;
    const expected = firstLoadingPath(sand, begin, [[[1, 0, 0], [0, 0, 0], 1], [[0, 0, 0], [0, 1, 0], 0], [[0, 0, 0], [0, 0, 1], 0]], stresses);
    const { responses, status } = run("oedometer", { confiningPressure: high, initialAxialStress: low, initialVoidRatio: 0.7 }, stresses, sand, "tight");
    expect(status).toBe("reached");
    for (const [i, y] of expected.entries()) {
      expect(Math.abs(responses["axialStrain"]![i]! - y[3]!)).toBeLessThan(1e-9);
      expect(responses["voidRatio"]![i]).toBeCloseTo(1.7 * Math.exp(-y[3]!) - 1, 8);
    }
  });

  it("extends as the three-dimensional model does, where the axial stress is the minor one", () => {
    const [a, r] = [60, 150] as const;
    const begin = { stress: [a, r, r], strain: [0, 0, 0], Wp: workAt(sand, a, r) } as const;
    const back = times.map((t) => -t / 4);
    const expected = firstLoadingPath(sand, begin, [axial, [[0, 1, 0], [0, 0, 0], 0], [[0, 0, 1], [0, 0, 0], 0]], back);
    const { responses } = run("drained-triaxial", { confiningPressure: r, initialAxialStress: a }, back, sand, "tight");
    for (const [i, y] of expected.entries()) {
      expect(Math.abs(responses["deviatorStress"]![i]! - (y[0]! - y[1]!))).toBeLessThan(1e-6);
      expect(Math.abs(responses["volumetricStrain"]![i]! - (y[3]! + y[4]! + y[5]!))).toBeLessThan(1e-9);
    }
  });

  it("ends undrained dilation without bound where the stress leaves every laboratory", () => {
    const curve = run("undrained-triaxial", { confiningPressure: 20 }, [0.1, 1], { ...sand, n: 1.2, l: 0.8, A: 0.6 });
    expect(curve).toMatchObject({ status: "cut-off" });
    expect(curve.message).toMatch(/mean effective stress grew beyond 1 GPa at \d/);
  });

  it("fails in extension at the other root of f = kf", () => {
    const curve = run("drained-triaxial", { confiningPressure: 200 }, [0, -0.01, -0.9]);
    expect(curve.status).toBe("failure");
    const q = Number(/of (-[\d.]+) kPa/.exec(curve.message!)![1]);
    expect(q / 200).toBeCloseTo(ratiosAt(sand.kf)[1] - 1, 3);
  });

  it("compresses isotropically by the elastic power law, back and forth, and into the void ratio", () => {
    const { responses } = run("isotropic-compression", { confiningPressure: 50, initialVoidRatio: 0.8 }, [50, 100, 700, 100, 50, 20]);
    const ev = responses["volumetricStrain"]!;
    const exact = (p: number): number => (6 * (1 - 2 * sand.nu) * (Math.sqrt(p / sand.pa) - Math.sqrt(50 / sand.pa))) / sand.Kur;
    for (const [i, p] of [50, 100, 700, 100, 50, 20].entries()) expect(ev[i]).toBeCloseTo(exact(p), 15);
    expect(responses["voidRatio"]![2]).toBeCloseTo(1.8 * Math.exp(-ev[2]!) - 1, 14);
    expect(run("isotropic-compression", { confiningPressure: 50 }, [50, 0])).toMatchObject({ status: "tension", computed: 1 });
    const logarithmic = run("isotropic-compression", { confiningPressure: 50 }, [200], { ...sand, n: 1 }).responses["volumetricStrain"]![0];
    expect(logarithmic).toBeCloseTo((3 * (1 - 2 * sand.nu) * Math.log(4)) / sand.Kur, 15);
  });

  it("starts the oedometer at its own K0 when no radial stress is known, and keeps it where both exponents scale alike", () => {
    // At one stress ratio elastic strains grow as σ^(1 - n) and plastic ones, Wp being in proportion to a(σ3), as σ^(l - 1): one power law if l = 2 - n.
    const { responses, status } = run("oedometer", { initialAxialStress: 50 }, [50, 100, 400], { ...sand, n: 0.8, l: 1.2 }, "tight");
    expect(status).toBe("reached");
    const e = responses["axialStrain"]!;
    expect(e[2]! / e[1]!).toBeCloseTo((400 ** 0.2 - 50 ** 0.2) / (100 ** 0.2 - 50 ** 0.2), 7);
  });

  it("unloads stiffer than it loads in the oedometer", () => {
    const e = run("oedometer", { initialAxialStress: 50, initialVoidRatio: 0.9 }, [50, 200, 400, 200]).responses["axialStrain"]!;
    expect(e[2]! - e[3]!).toBeLessThan(e[2]! - e[1]!);
  });

  it("ends or completes every test of the plausible range for a reason with a name", () => {
    const generator = random(11);
    const tests = [
      ["drained-triaxial", { confiningPressure: 150 }, [0, 0.005, 0.02, 0.015, -0.01, -0.03, 0.01, 0.04]],
      ["undrained-triaxial", { confiningPressure: 150 }, [0, 0.002, 0.01, 0.005, -0.02, 0.03]],
      ["constant-p-triaxial", { confiningPressure: 150 }, [0, 0.002, 0.01, 0.005, 0.03]],
      ["oedometer", { initialAxialStress: 50 }, [50, 100, 200, 400, 800, 400, 100, 25, 800]],
      ["isotropic-compression", { confiningPressure: 150 }, [150, 400, 20]],
    ] as const;
    const names = new Set<string>(["reached", ...stopReasons]);
    for (let k = 0; k < 150; k++) {
      const sample = Object.fromEntries(Object.entries(ladeDuncan.parameters).map(([name, { plausible, bounds, default: value, scale }]) => {
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
