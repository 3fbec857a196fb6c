import { simulate } from "@inversa/core";
import { describe, expect, test } from "vitest";
import { camClayState } from "../src/cam-clay-state.ts";
import { flac3d, incrementalDriver, opensees } from "../src/index.ts";
import { commands, estimateOf, textOf, written } from "./estimates.ts";
import { modelOf } from "./models.ts";

const hochstetten = { phic: 33, hs: 1e6, n: 0.25, ed0: 0.55, ec0: 0.95, ei0: 1.05, alpha: 0.25, beta: 1.5 };

describe("OpenSees", () => {
  test("gets the command of its documentation's worked example, but for the intergranular strain that the estimate does not know", async () => {
    const estimate = estimateOf("soil/hypoplastic-sand", hochstetten, { A: { confiningPressure: 100, initialVoidRatio: 0.7 } });
    const tcl = await textOf(opensees, estimate, { library: "./libhyposand.so" });
    // nDMaterial UMAT 1 -symbol umat -nprops 16 -props 33.0 0.0 1.0e6 0.25 0.55 0.95 1.05 0.25 1.50 5.0 2.0 1.0e-4 0.5 6.0 0.0 0.70 -nstatv 13 ... (OpenSees documentation)
    expect(commands(tcl, "#").map((line) => line.trim())).toEqual([
      "nDMaterial UMAT 1 -symbol {umat} \\", "-nprops 16 -props 33 0 1000000 0.25 0.55 0.95 1.05 0.25 1.5 1 1 0.0001 0.5 6 0 0.7 \\",
      "-nstatv 13 -statev 0 0 0 0 0 0 0.7 0 0 0 0 0 0 \\", "-initial_stress -100 -100 -100 0 0 0 \\", "-library {./libhyposand.so}",
    ]);
    expect(tcl).toContain("system UmfPack");
    const python = commands(await textOf(opensees, estimate, { language: "python" }), "#").join(" ");
    expect(python).toMatch(/^nDMaterial\('UMAT', 1, '-symbol', "umat", +'-nprops', 16, '-props', 33, 0, 1000000,.* '-library', "\.\/libumat\.so"\)$/);
  });

  test("gets one material for each initial state, counting up", async () => {
    const text = await textOf(opensees, estimateOf("soil/duncan-chang-eb", {}, { A: { confiningPressure: 50 }, B: { confiningPressure: 90, initialAxialStress: 120 } }), { tag: 7 });
    expect(text.match(/UMAT \d+/g)).toEqual(["UMAT 7", "UMAT 8"]);
    expect(text).toContain("-initial_stress -90 -90 -120 0 0 0");
  });
});

/** List-directed reading as the driver does it: the first value of a line, the rest of the line unread. */
const firstValue = (line: string): number => Number(line.trim().split(/[\s,]+/)[0]);

describe("the incrementalDriver", () => {
  const axis = [0, 0.02, 0.05, 0.03, 0.1];

  test("reads its three files to the last value, and nothing behind", async () => {
    const base = estimateOf("soil/hypoplastic-sand", hochstetten, { A: { confiningPressure: 100, initialVoidRatio: 0.7 } });
    const { files } = await written(incrementalDriver, { ...base, observations: base.observations.map((o) => ({ ...o, axis })) });
    expect(files.map(({ name }) => name)).toEqual(["parameters.inp", "initialconditions.inp", "test.inp"]);
    const [parameters, initial, path] = files.map(({ content }) => String(content).split("\n")) as [string[], string[], string[]];
    expect(parameters[0]!.split("#")[0]!.trim()).toBe("soil");
    expect(parameters.slice(2, 2 + firstValue(parameters[1]!)).map(firstValue)).toEqual([33, 0, 1e6, 0.25, 0.55, 0.95, 1.05, 0.25, 1.5, 1, 1, 1e-4, 0.5, 6, 0, 0.7]);
    expect(initial.slice(0, 8).map(firstValue)).toEqual([6, -100, -100, -100, 0, 0, 0, 13]);
    expect(initial.slice(8, 21).map(firstValue)).toEqual([0, 0, 0, 0, 0, 0, 0.7, 0, 0, 0, 0, 0, 0]);
    expect(path.slice(0, path.indexOf("*End") + 1)).toEqual(["output.out", "*TriaxialE1", "1000 100 1.0", "-0.05", "*TriaxialE1", "1000 100 1.0", "0.02", "*TriaxialE1", "1000 100 1.0", "-0.07", "*End"]);
    for (const file of [parameters, initial, path]) expect(file.join("\n")).toMatch(/sha256 1111[\s\S]*tension positive/);
  });

  test.each([
    ["undrained-triaxial", { confiningPressure: 100, initialVoidRatio: 0.7 }, [0, 0.1], ["*LinearLoad", "1000 100 1.0", "*Cartesian", "0 -0.1", "0 0.05", "0 0.05", "0 0", "0 0", "0 0"]],
    ["oedometer", { initialAxialStress: 20, initialVoidRatio: 0.7 }, [20, 400], ["*OedometricS1", "1000 100 1.0", "-380000"]],
    ["isotropic-compression", { confiningPressure: 50, initialVoidRatio: 0.7 }, [50, 200], ["*LinearLoad", "1000 100 1.0", "*Cartesian", "1 -150000", "1 -150000", "1 -150000", "0 0", "0 0", "0 0"]],
    ["constant-p-triaxial", { confiningPressure: 50, initialVoidRatio: 0.7 }, [0, 0.1], ["*ObeyRestrictions", "1000 100 1.0", "sd1 + sd2 + sd3 = 0", "sd2 - sd3 = 0", "ed1 = -0.1", "ed4 = 0", "ed5 = 0", "ed6 = 0"]],
  ] as const)("repeats a test under %s", async (protocol, conditions, points, lines) => {
    const base = estimateOf("soil/hypoplastic-sand", hochstetten, { A: conditions }, { protocol });
    const { files } = await written(incrementalDriver, { ...base, observations: base.observations.map((o) => ({ ...o, axis: points })) }, { units: "N-m" });
    const path = String(files[2]!.content).split("\n");
    expect(path.slice(1, path.indexOf("*End"))).toEqual(lines);
  });

  test("names the files of several specimens by them", async () => {
    const { files } = await written(incrementalDriver, estimateOf("soil/duncan-chang-eb", {}, { "CD 1": { confiningPressure: 50 }, "CD 2": { confiningPressure: 90 } }));
    expect(files.map(({ name }) => name)).toEqual(["parameters-CD-1.inp", "initialconditions-CD-1.inp", "test-CD-1.inp", "parameters-CD-2.inp", "initialconditions-CD-2.inp", "test-CD-2.inp"]);
  });
});

describe("FLAC3D's modified-cam-clay", () => {
  const clay = { M: 1.02, lambda: 0.16, kappa: 0.06, nu: 0.3, N: 3.1 };
  /** What the published source of the model takes (ModelCamClay::getProperties, FLAC3D 6). */
  const known = "bulk,shear,bulk-maximum,poisson,kappa,lambda,ratio-critical-state,pressure-preconsolidation,pressure-reference,specific-volume-reference,specific-volume,strain-volumetric-plastic,pressure-effective,stress-deviatoric".split(",");

  test.each([
    ["the normal compression line", { A: { confiningPressure: 200, overconsolidationRatio: 2 } }],
    ["a stated void ratio", { A: { confiningPressure: 200, preconsolidationPressure: 500, initialVoidRatio: 1.1 } }],
  ])("starts from the specimen's void ratio, by %s", async (_, tests) => {
    const estimate = estimateOf("soil/modified-cam-clay", clay, tests);
    const lines = commands(await textOf(flac3d, estimate, { units: "N-m" }), ";").slice(1);
    const v = Object.fromEntries(lines.map((line) => line.split(" ").slice(2, 4)).map(([name, value]) => [name, Number(value)])) as Record<string, number>;
    expect(Object.keys(v).filter((name) => !known.includes(name))).toEqual([]);
    const { p, pc, e } = camClayState(clay as never, estimate.options, estimate.observations[0]!)!;
    expect([v["pressure-effective"], v["pressure-preconsolidation"]]).toEqual([1000 * p, 1000 * pc]);
    // ModelCamClay::initialize: v = v_lambda - lambda ln(pc/p1) + kappa ln(pc/p).
    expect(v["specific-volume-reference"]! - v["lambda"]! * Math.log(v["pressure-preconsolidation"]! / v["pressure-reference"]!) + v["kappa"]! * Math.log(v["pressure-preconsolidation"]! / v["pressure-effective"]!)).toBeCloseTo(1 + e, 9);
    expect(v["bulk-maximum"]).toBeGreaterThan(((1 + e) * 1000 * pc) / clay.kappa);
  });
});

test("the state of a Cam-Clay specimen is the one that the model starts it from", () => {
  const model = modelOf("soil/modified-cam-clay");
  const clay = { M: 1.02, lambda: 0.16, kappa: 0.06, nu: 0.3, N: 3.1, G: 0 };
  for (const history of ["conditions", "void-ratio"]) {
    for (const conditions of [{ confiningPressure: 120 }, { confiningPressure: 120, overconsolidationRatio: 4 }, { confiningPressure: 120, preconsolidationPressure: 300, initialVoidRatio: 1.2 }]) {
      if (history === "void-ratio" && !("initialVoidRatio" in conditions)) continue;
      const options = { history, shear: "poisson", volume: "current" };
      const estimate = estimateOf(model.id, clay, { A: conditions }, { protocol: "isotropic-compression" });
      const { p, pc, e } = camClayState(clay, options, estimate.observations[0]!)!;
      // Compression to either side of pc: the slope of the curve tells where it yields.
      const curve = simulate(model, clay, { protocol: "isotropic-compression", conditions, axis: Float64Array.of(p, pc, pc * 1.5) }, options).responses["voidRatio"]!;
      expect(curve[0]).toBeCloseTo(e, 9);
      expect(curve[0]! - curve[1]!).toBeCloseTo(clay.kappa * Math.log(pc / p), 9);
      expect(curve[1]! - curve[2]!).toBeCloseTo(clay.lambda * Math.log(1.5), 9);
    }
  }
});

test("a preconsolidation pressure that was estimated as a state stands in the place of the stated one", async () => {
  const clay = { M: 1.02, lambda: 0.16, kappa: 0.06, nu: 0.3, N: 3.1 };
  const base = estimateOf("soil/modified-cam-clay", clay, { A: { confiningPressure: 200, preconsolidationPressure: 250 }, B: { confiningPressure: 200, preconsolidationPressure: 250 } });
  const state = { ...base.parameters[0]!, name: "preconsolidationPressure (B)", state: { condition: "preconsolidationPressure", observations: ["B"] }, unit: "kPa", value: 400 };
  const text = await textOf(flac3d, { ...base, parameters: [...base.parameters, state] });
  expect(text.match(/^; zone property pressure-preconsolidation \d+/gm)).toEqual(["; zone property pressure-preconsolidation 250", "; zone property pressure-preconsolidation 400"]);
  expect(text).toContain("preconsolidationPressure (B) = 400 kPa");
});
