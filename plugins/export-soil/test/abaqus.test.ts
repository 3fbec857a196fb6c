import { parameterValues, simulate } from "@inversa/core";
import { describe, expect, test } from "vitest";
import { abaqus } from "../src/index.ts";
import { commands, estimateOf, textOf, written } from "./estimates.ts";
import { modelOf } from "./models.ts";

const clay = { M: 1, lambda: 0.174, kappa: 0.026, nu: 0.3, N: 3 };
const one = { A: { confiningPressure: 100, preconsolidationPressure: 116.6, initialVoidRatio: 1.08 } };
const strains = Float64Array.from({ length: 40 }, (_, i) => 0.005 * i);

/** Data lines below a keyword, as numbers. */
function below(lines: readonly string[], keyword: string, count = 1): readonly (readonly number[])[] {
  return lines.flatMap((line, i) => (line.startsWith(keyword) ? [lines.slice(i + 1, i + 1 + count).flatMap((data) => data.split(",").filter((cell) => cell.trim() !== "").map(Number))] : []));
}

describe("modified Cam-Clay for Abaqus", () => {
  test("is the public deck with its numbers: 0.026, 0.3 / 0.174, 1.0, 58.3 at a void ratio of 1.08 and 100 kPa", async () => {
    const lines = commands(await textOf(abaqus, estimateOf("soil/modified-cam-clay", clay, one)), "**");
    expect(lines).toEqual([
      "*MATERIAL, NAME=SOIL",
      "*POROUS ELASTIC, SHEAR=POISSON", "0.026, 0.3, 0",
      "*CLAY PLASTICITY, HARDENING=EXPONENTIAL", "0.174, 1, 58.3, 1, 1",
      "*INITIAL CONDITIONS, TYPE=RATIO", "SOIL, 1.08",
      "*INITIAL CONDITIONS, TYPE=STRESS", "SOIL, -100, -100, -100, 0, 0, 0",
    ]);
  });

  test("comes back as the same clay: its curve is the estimate's", async () => {
    const model = modelOf("soil/modified-cam-clay");
    const conditions = { confiningPressure: 207, overconsolidationRatio: 2 };
    const estimate = estimateOf(model.id, { M: 0.95, lambda: 0.093, kappa: 0.035, nu: 0.3, N: 2.13 }, { A: conditions });
    const lines = commands(await textOf(abaqus, estimate, { units: "N-mm" }), "**");
    const [[kappa, nu]] = below(lines, "*POROUS ELASTIC") as [[number, number]];
    const [[lambda, M, a0]] = below(lines, "*CLAY PLASTICITY") as [[number, number, number]];
    const e = Number(lines[lines.indexOf("*INITIAL CONDITIONS, TYPE=RATIO") + 1]!.split(",")[1]);
    const s = lines[lines.indexOf("*INITIAL CONDITIONS, TYPE=STRESS") + 1]!.split(",").slice(1).map(Number);
    // N/mm, compression negative: -0.207 MPa is 207 kPa.
    const again = simulate(model, { M, lambda, kappa, nu, N: 9 }, { protocol: "drained-triaxial", axis: strains, conditions: { confiningPressure: -1000 * s[0]!, initialAxialStress: -1000 * s[2]!, preconsolidationPressure: 2000 * a0, initialVoidRatio: e } });
    const before = simulate(model, parameterValues(estimate, model), { protocol: "drained-triaxial", axis: strains, conditions });
    for (const name of ["deviatorStress", "volumetricStrain"]) {
      // Twelve digits are written.
      before.responses[name]!.forEach((value, i) => expect(again.responses[name]![i]).toBeCloseTo(value, name === "deviatorStress" ? 7 : 10));
    }
  });

  test("finds the same yield surface from the intercept of the compression line as from its size", async () => {
    const conditions = { A: { confiningPressure: 50, overconsolidationRatio: 3 } };
    const estimate = estimateOf("soil/modified-cam-clay", clay, conditions);
    for (const units of ["kN-m", "N-mm", "lbf-ft"]) {
      const sized = commands(await textOf(abaqus, estimate, { units }), "**");
      const [[lambda, , a0]] = below(sized, "*CLAY PLASTICITY") as [[number, number, number]];
      const e0 = Number(sized[sized.indexOf("*INITIAL CONDITIONS, TYPE=RATIO") + 1]!.split(",")[1]);
      const p0 = -Number(sized[sized.indexOf("*INITIAL CONDITIONS, TYPE=STRESS") + 1]!.split(",")[1]);
      const line = commands(await textOf(abaqus, estimate, { units, yieldSurface: "intercept" }), "**").find((l) => l.startsWith("*CLAY"))!;
      const e1 = Number(/INTERCEPT=(\S+)/.exec(line)![1]);
      // Abaqus Analysis User's Guide, critical state plasticity: a0 = 1/2 exp((e1 - e0 - kappa ln p0)/(lambda - kappa)).
      expect(0.5 * Math.exp((e1 - e0 - clay.kappa * Math.log(p0)) / (lambda - clay.kappa))).toBeCloseTo(a0, 6);
    }
  });

  test("refuses an intercept that the tests say nothing of", async () => {
    await expect(textOf(abaqus, estimateOf("soil/modified-cam-clay", clay, one), { yieldSurface: "intercept" })).rejects.toThrow(/void ratio/);
  });

  test("gives specimens with states of their own materials of their own, and leaves their initial conditions to the user", async () => {
    const estimate = estimateOf("soil/modified-cam-clay", clay, { "CD 100": { confiningPressure: 100 }, "CD-200": { confiningPressure: 200 }, again: { confiningPressure: 200 } });
    const { files, remarks } = await written(abaqus, estimate);
    const text = String(files[0]!.content);
    expect(text.match(/^\*MATERIAL, NAME=.*$/gm)).toEqual(["*MATERIAL, NAME=SOIL-CD-100", "*MATERIAL, NAME=SOIL-CD-200"]);
    expect(text).toMatch(/\*\* CD-200, again +200 +200 +100 /);
    expect(text).not.toMatch(/^\*INITIAL/m);
    expect(remarks[0]).toMatch(/2 states/);
  });

  test("hands a constant shear modulus on as one, in the system's unit", async () => {
    const estimate = estimateOf("soil/modified-cam-clay", { ...clay, G: 5000 }, one, { options: { shear: "constant", volume: "current", history: "conditions" } });
    expect(commands(await textOf(abaqus, estimate, { units: "N-m" }), "**").slice(1, 3)).toEqual(["*POROUS ELASTIC, SHEAR=G", "0.026, 5000000, 0"]);
  });

  test("says conventions, hashes, cautions and which parameters the data leave open before the first keyword", async () => {
    const base = estimateOf("soil/modified-cam-clay", clay, one);
    const estimate = { ...base, parameters: base.parameters.map((p) => (p.name === "nu" ? { ...p, identified: false, note: "posterior hardly\nnarrower than the prior" } : p)), diagnostics: { ...base.diagnostics, reliable: false } };
    const head = (await textOf(abaqus, estimate)).split("*MATERIAL")[0]!;
    for (const word of ["Inversa 0.0.0", "sha256 1111", "test-1.csv, sha256 0000", "sign ", "units ", "p_a ", "void ratio", "CAUTION: do not rely on nu = 0.3: posterior hardly narrower than the prior", "CAUTION: the curves with these values miss the data", "NOT DETERMINED", "[0.0985901, 0.120499]"]) expect(head).toContain(word);
    expect(head.split("\n").every((line) => line === "" || line.startsWith("**"))).toBe(true);
  });
});

describe("Duncan-Chang for Abaqus", () => {
  const soil = { K: 470, n: 0.45, Rf: 0.78, c: 12, phi: 41, dphi: 6, Kb: 210, m: 0.3, Kur: 2 };
  const estimate = estimateOf("soil/duncan-chang-eb", soil, { A: { confiningPressure: 100 } });

  test("writes the ten constants in the order of the public UMAT, Kur as a number of its own", async () => {
    const lines = commands(await textOf(abaqus, estimate), "**");
    expect(lines.slice(0, 6)).toEqual(["*MATERIAL, NAME=SOIL", "*USER MATERIAL, CONSTANTS=10", "470, 0.45, 0.78, 12, 41, 6, 210, 0.3", "940, 101.325", "*DEPVAR", "12,"]);
  });

  test.each([["100", 100], ["101.325", 101.325]])("for an atmospheric pressure of %s kPa it is the same soil at every pressure", async (pa, value) => {
    const model = modelOf("soil/duncan-chang-eb");
    const given = { ...estimate, fixed: { ...estimate.fixed, pa: 105 } };
    const [constants] = below(commands(await textOf(abaqus, given, { pa }), "**"), "*USER MATERIAL", 2);
    const [K, n, Rf, c, phi, dphi, Kb, m, Kur, p] = constants as readonly number[] as [number, number, number, number, number, number, number, number, number, number];
    expect(p).toBe(value);
    for (const confiningPressure of [30, 100, 800]) {
      const run = (parameters: Readonly<Record<string, number>>) => simulate(model, parameters, { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: strains }, { failure: "plateau" }).responses;
      const [before, after] = [run(parameterValues(given, model)), run({ K, n, Rf, c, phi, dphi, Kb, m, Kur, pa: p })];
      before["deviatorStress"]!.forEach((q, i) => expect(Math.abs(after["deviatorStress"]![i]! - q)).toBeLessThan(1e-7 * (1 + q)));
      before["volumetricStrain"]!.forEach((v, i) => expect(after["volumetricStrain"]![i]).toBeCloseTo(v, 10));
    }
  });

  test("is refused in megapascals, where the UMAT would add a cohesion of 1000 kPa", async () => {
    await expect(textOf(abaqus, estimate, { units: "N-mm" })).rejects.toThrow(/in MPa that would be 1000 kPa of cohesion/);
    expect((await written(abaqus, estimate, { units: "N-m" })).remarks.join()).toMatch(/c = 12000 acts as 12001 Pa/);
  });

  test("tells that the UMAT adds to the cohesion, and takes it off where asked", async () => {
    const { remarks } = await written(abaqus, estimate);
    expect(remarks.join()).toMatch(/adds 1 kPa.*c = 12 acts as 13 kPa/);
    const [constants] = below(commands(await textOf(abaqus, estimate, { compensate: true }), "**"), "*USER MATERIAL");
    expect(constants![3]).toBe(11);
    const [cohesionless] = below(commands(await textOf(abaqus, estimateOf("soil/duncan-chang-eb", { ...soil, c: 0 }, { A: { confiningPressure: 100 } }), { compensate: true }), "**"), "*USER MATERIAL");
    expect(cohesionless![3]).toBe(0);
  });
});

describe("hypoplastic sand for Abaqus", () => {
  test("writes the sixteen constants and seeds the void ratio of each specimen in state variable 7", async () => {
    const sand = { phic: 33, hs: 1e6, n: 0.25, ed0: 0.55, ec0: 0.95, ei0: 1.05, alpha: 0.25, beta: 1.5 };
    const lines = commands(await textOf(abaqus, estimateOf("soil/hypoplastic-sand", sand, { A: { confiningPressure: 100, initialVoidRatio: 0.7 } }), { units: "N-mm" }), "**");
    expect(lines).toEqual([
      "*MATERIAL, NAME=SOIL", "*USER MATERIAL, CONSTANTS=16, UNSYMM", "33, 0, 1000, 0.25, 0.55, 0.95, 1.05, 0.25", "1.5, 1, 1, 0.0001, 0.5, 6, 0, 0.7", "*DEPVAR", "13,",
      "*INITIAL CONDITIONS, TYPE=STRESS", "SOIL, -0.1, -0.1, -0.1, 0, 0, 0", "*INITIAL CONDITIONS, TYPE=SOLUTION", "SOIL, 0, 0, 0, 0, 0, 0, 0.7", "0, 0, 0, 0, 0, 0",
    ]);
  });

  test("is refused where no test states a void ratio", async () => {
    await expect(textOf(abaqus, estimateOf("soil/hypoplastic-sand", {}, { A: { confiningPressure: 100 } }))).rejects.toThrow(/void ratio/);
  });
});

test("comments hold nothing that an old reader of ASCII stumbles over, and no line is too long for Abaqus", async () => {
  const estimate = estimateOf("soil/modified-cam-clay", clay, { "围压-100 \u202e": { confiningPressure: 100 }, "Größe=σ₃": { confiningPressure: 150 } });
  const text = await textOf(abaqus, estimate);
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text).toContain("Grosse=sigma3");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(256);
});
