import { parameterValues, simulate } from "@inversa/core";
import { describe, expect, test } from "vitest";
import { flac3d, plaxis } from "../src/index.ts";
import { hardeningFor } from "../src/pressure.ts";
import { commands, estimateOf, textOf, written } from "./estimates.ts";
import { modelOf } from "./models.ts";

const strains = Float64Array.from({ length: 60 }, (_, i) => 0.0015 * i);
const pressures = [40, 100, 350];
const tests = { A: { confiningPressure: 100 } };

const curve = (id: string, parameters: Readonly<Record<string, number>>, confiningPressure: number) =>
  simulate(modelOf(id), parameters, { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: strains }, { failure: "plateau" }).responses;

/** `"name", value` pairs of the PLAXIS script. */
const scripted = (text: string): Readonly<Record<string, number>> => Object.fromEntries([...text.matchAll(/^ {8}"(\w+)", ([-\d.e]+)/gm)].map(([, name, value]) => [name!, Number(value)]));

describe("Hardening Soil", () => {
  const sand = { E50ref: 32_000, Eurref: 96_000, m: 0.55, c: 5, phi: 36, psi: 6, nu: 0.2, pref: 100, Rf: 0.9 };

  test("is the same soil for another reference pressure, cohesion included", () => {
    const other = { ...hardeningFor(sand, 60) };
    for (const pressure of pressures) {
      const [before, after] = [curve("soil/hardening-soil", sand, pressure), curve("soil/hardening-soil", other, pressure)];
      before["deviatorStress"]!.forEach((q, i) => expect(Math.abs(after["deviatorStress"]![i]! - q)).toBeLessThan(1e-6 * (1 + q)));
      before["volumetricStrain"]!.forEach((v, i) => expect(after["volumetricStrain"]![i]).toBeCloseTo(v, 9));
    }
  });

  test("goes to PLAXIS under its property names, with what it needs and no triaxial test gives marked as assumed", async () => {
    const text = await textOf(plaxis, estimateOf("soil/hardening-soil", sand, tests));
    expect(scripted(text)).toEqual({ E50ref: 32_000, EoedRef: 32_000, EurRef: 96_000, powerm: 0.55, cref: 5, phi: 36, psi: 6, nuUR: 0.2, pRef: 100, K0nc: expect.closeTo(1 - Math.sin((36 * Math.PI) / 180), 10), Rf: 0.9 });
    expect(text).toMatch(/return g_i\.soilmat\("Identification", "Inversa", "SoilModel", 3,\n/);
    expect(text).toMatch(/^# EoedRef +32000 +ASSUMED/m);
    expect(text).toMatch(/^# E50ref +32000 +estimate/m);
    expect(scripted(await textOf(plaxis, estimateOf("soil/hardening-soil", sand, tests), { names: "earlier", EoedRatio: 0.8 }))).toMatchObject({ nu: 0.2, EoedRef: 25_600 });
  });

  test("goes to FLAC3D as plastic-hardening in the unit asked for", async () => {
    const lines = commands(await textOf(flac3d, estimateOf("soil/hardening-soil", sand, tests), { units: "N-m", group: "fill" }), ";");
    expect(lines).toEqual(["zone cmodel assign plastic-hardening range group 'fill'", ...[
      "stiffness-50-reference 32000000", "stiffness-ur-reference 96000000", "pressure-reference 100000", "exponent 0.55", "cohesion 5000", "friction 36", "dilation 6", "poisson 0.2", "failure-ratio 0.9",
    ].map((property) => `zone property ${property} range group 'fill'`)]);
    const { remarks } = await written(flac3d, estimateOf("soil/hardening-soil", { ...sand, m: 1 }, tests));
    expect(remarks.join()).toMatch(/exponents up to 0\.999/);
  });
});

describe("the bridge from Duncan-Chang to Hardening Soil", () => {
  const soil = { K: 300, n: 0.6, Rf: 0.8, c: 0, phi: 35, dphi: 0, Kb: 150, m: 0.3, Kur: 900 };

  test.each([80, 100, 200])("has the same first loading at every pressure without cohesion (pref %d kPa)", async (pref) => {
    const estimate = estimateOf("soil/duncan-chang-eb", soil, tests);
    const { E50ref, EurRef, powerm, cref, phi, psi, nuUR, pRef, Rf } = scripted(await textOf(plaxis, estimate, { pref })) as Record<string, number>;
    const bridged = { E50ref: E50ref!, Eurref: EurRef!, m: powerm!, c: cref!, phi: phi!, psi: psi!, nu: nuUR!, pref: pRef!, Rf: Rf! };
    for (const pressure of pressures) {
      const [hyperbola, hardening] = [curve("soil/duncan-chang-eb", parameterValues(estimate, modelOf(estimate.model)), pressure), curve("soil/hardening-soil", bridged, pressure)];
      hyperbola["deviatorStress"]!.forEach((q, i) => expect(Math.abs(hardening["deviatorStress"]![i]! - q)).toBeLessThan(1e-6 * (1 + q)));
    }
  });

  test.each([plaxis, flac3d])("$id calls it an approximation in the file's name, in its first line and to the user", async (exporter) => {
    for (const id of ["soil/duncan-chang-eb", "soil/duncan-chang-emu"]) {
      const { files, remarks } = await written(exporter, estimateOf(id, {}, tests));
      expect(files[0]!.name).toContain("approximated-by");
      expect(String(files[0]!.content)).toMatch(/^. APPROXIMATION: /);
      expect(remarks[0]).toMatch(/has no Duncan-Chang model: this is an APPROXIMATION.*exactly so only without cohesion/);
    }
  });
});

test("modified Cam-Clay goes to PLAXIS with one void ratio, and without where the specimens differ", async () => {
  const clay = { M: 1.1, lambda: 0.12, kappa: 0.02, nu: 0.25, N: 2.6 };
  const single = await textOf(plaxis, estimateOf("soil/modified-cam-clay", clay, { A: { confiningPressure: 100, initialVoidRatio: 0.9 } }));
  expect(scripted(single)).toEqual({ lambda: 0.12, kappa: 0.02, nuUR: 0.25, M: 1.1, einit: 0.9 });
  const { files, remarks } = await written(plaxis, estimateOf("soil/modified-cam-clay", clay, { A: { confiningPressure: 100 }, B: { confiningPressure: 300 } }));
  expect(Object.keys(scripted(String(files[0]!.content)))).toEqual(["lambda", "kappa", "nuUR", "M"]);
  expect(remarks.join()).toMatch(/einit is left for you to choose/);
});
