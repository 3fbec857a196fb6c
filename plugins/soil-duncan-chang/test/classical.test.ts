import { existsSync, readFileSync } from "node:fs";
import { simulate } from "@inversa/core";
import type { MeasuredTest } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

const pa = 101.325;
/** Few readings, so that nothing but the right interpolation reads a hyperbola exactly; the last at the strength. As shares of the strain at the strength. */
const shares = [0.002, 0.01, 0.05, 0.2, 0.4, 0.7, 1];
const drained = (model: typeof duncanChangEb, parameters: Readonly<Record<string, number>>, pressures = [100, 200, 400], along: readonly number[] = shares): readonly MeasuredTest[] =>
  pressures.map((confiningPressure) => {
    const { K, n, Rf, c, phi, dphi = 0 } = parameters as Readonly<Record<"K" | "n" | "Rf" | "c" | "phi" | "dphi", number>>;
    const angle = ((phi - dphi * Math.log10(confiningPressure / pa)) * Math.PI) / 180;
    const qf = (2 * c * Math.cos(angle) + 2 * confiningPressure * Math.sin(angle)) / (1 - Math.sin(angle));
    const limit = qf / (K * pa * (confiningPressure / pa) ** n * (1 - Rf));
    const test = { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from(along, (share) => share * limit) };
    return { id: `CD-${confiningPressure}`, test, responses: simulate(model, parameters, test, { failure: "plateau" }).responses };
  });
const relative = (values: Readonly<Record<string, number | undefined>>, expected: Readonly<Record<string, number>>): readonly [string, number][] =>
  Object.entries(expected).map(([name, value]) => [name, Math.abs(values[name]! - value) / (Math.abs(value) || 1)]);
const worst = (errors: readonly [string, number][]): number => Math.max(...errors.map(([, error]) => error));

describe("the two-point procedure on a noise-free hyperbola", () => {
  const soil = { K: 400, n: 0.5, Rf: 0.8, phi: 38, Kb: 200, m: 0.3 };
  const shared = { K: 400, n: 0.5, Rf: 0.8 };

  it("gives K, n, Rf and a straight envelope's c and phi back exactly", () => {
    const { values, interval95 } = duncanChangEb.classical!(drained(duncanChangEb, { ...soil, c: 20, phi: 30 }), { dphi: 0, pa, Kur: 2 });
    expect(worst(relative(values, { ...shared, c: 20, phi: 30 }))).toBeLessThan(1e-9);
    expect(values).not.toHaveProperty("dphi");
    // Three pressures leave one degree of freedom, and nothing scatters.
    expect(interval95!["K"]![1] / interval95!["K"]![0] - 1).toBeLessThan(1e-8);
  });

  it("gives a curved envelope's phi and dphi back exactly, with c as the study holds it", () => {
    const curved = { ...soil, c: 0, dphi: 6 };
    expect(worst(relative(duncanChangEb.classical!(drained(duncanChangEb, curved), { c: 0, pa }).values, { ...shared, phi: 38, dphi: 6 }))).toBeLessThan(1e-9);
    const cohesive = { ...soil, c: 30, dphi: 6 };
    expect(worst(relative(duncanChangEb.classical!(drained(duncanChangEb, cohesive), { c: 30, pa }).values, { phi: 38, dphi: 6 }))).toBeLessThan(1e-9);
  });

  it("holds what the study holds: the other of number and exponent follows", () => {
    const tests = drained(duncanChangEb, { ...soil, c: 0 });
    expect(worst(relative(duncanChangEb.classical!(tests, { c: 0, dphi: 0, n: 0.5 }).values, { K: 400 }))).toBeLessThan(1e-9);
    expect(worst(relative(duncanChangEb.classical!(tests, { c: 0, dphi: 0, K: 400 }).values, { n: 0.5 }))).toBeLessThan(1e-9);
    expect(worst(relative(duncanChangEb.classical!(tests, { phi: 38, dphi: 0 }).values, { c: 0 }))).toBeLessThan(1e-9);
  });

  it("reads Kb and m where Poisson's ratio is not at its bounds at 70 % of the strength", () => {
    // Volume between readings is read on a straight line, so this one is dense.
    const dense = Array.from({ length: 400 }, (_, i) => ((i + 1) / 400) ** 2);
    const { values } = duncanChangEb.classical!(drained(duncanChangEb, { ...soil, Kb: 300, m: 0.5, c: 0 }, [100, 200, 400], dense), { c: 0, dphi: 0 });
    expect(worst(relative(values, { Kb: 300, m: 0.5 }))).toBeLessThan(1e-3);
  });

  it("gives G, F and D of the E-mu model back exactly, where Poisson's ratio stays below its limit", () => {
    const { values } = duncanChangEmu.classical!(drained(duncanChangEmu, { ...shared, phi: 38, c: 0, G: 0.3, F: 0.1, D: 3 }, [100, 200, 400], [0.02, 0.05, 0.1, 0.2, 1]), { c: 0, dphi: 0 });
    expect(worst(relative(values, { G: 0.3, F: 0.1, D: 3 }))).toBeLessThan(1e-9);
  });

  it("reads the unloading modulus from a loop", () => {
    const tests = drained(duncanChangEb, { ...soil, c: 0, Kur: 900 }, [100, 200], [0.05, 0.1, 0.3, 0.29, 0.28, 0.3, 0.6, 1]);
    const { values } = duncanChangEb.classical!(tests, { c: 0, dphi: 0 });
    expect(worst(relative(values, { K: 400, n: 0.5, Kur: 900 }))).toBeLessThan(1e-9);
  });
});

describe("what the tests do not give is left out, with the reason:", () => {
  const soil = { K: 400, n: 0.5, Rf: 0.8, c: 0, phi: 38, Kb: 200, m: 0.3 };
  it("one confining pressure", () => {
    const { values, notes } = duncanChangEb.classical!(drained(duncanChangEb, soil, [200]), { dphi: 0 });
    expect(Object.keys(values).sort()).toEqual(["Rf", "phi"]);
    expect(values["phi"]).toBeCloseTo(38, 9);
    expect(notes.filter(({ text }) => text.startsWith("one confining pressure")).map(({ of }) => of)).toEqual([["K", "n"], ["c"], ["Kb", "m"]]);
  });

  it("no drained test, no volume, no bend", () => {
    expect(duncanChangEb.classical!([], {})).toMatchObject({ values: {}, notes: [{ text: expect.stringMatching(/there is none/) as string }] });
    const stiff = drained(duncanChangEb, soil).map((test) => ({ ...test, responses: { deviatorStress: test.test.axis.map((x) => x * x) } }));
    const { values, notes } = duncanChangEb.classical!(stiff, { dphi: 0 });
    expect(values).not.toHaveProperty("K");
    expect(values).not.toHaveProperty("Kb");
    const said = notes.map(({ text }) => text).join("\n");
    expect(said).toMatch(/CD-100 does not bend like a hyperbola/);
    expect(said).toMatch(/no drained test has a volumetric strain/);
    expect(said).toMatch(/CD-100, CD-200, CD-400 is largest at the last reading/);
  });
});

const folder = new URL("../../../../shared/data/triaxial/", import.meta.url);
const sand = (names: readonly string[]) => names.map((name) => [`karlsruhe-fine-sand/${name}.csv`] as const);
const series: Readonly<Record<string, () => readonly (readonly [file: string, pressure?: number])[]>> = {
  "KFS loose TMD1-5": () => sand(["TMD1", "TMD2", "TMD3", "TMD4", "TMD5"]),
  "KFS TMD11,12,13,15": () => sand(["TMD11", "TMD12", "TMD13", "TMD15"]),
  "KFS TMD16,17,18,20": () => sand(["TMD16", "TMD17", "TMD18", "TMD20"]),
  "KFS dense TMD21,22,23,25": () => sand(["TMD21", "TMD22", "TMD23", "TMD25"]),
  "Hochstetten TD1-3": () => [100, 200, 300].map((pressure, i) => [`hochstetten-sand/TD${i + 1}-s${pressure}.csv`, pressure] as const),
  "student-lab-cd 100/200/400": () => [100, 200, 400].map((pressure) => [`student-lab-cd/CD-${pressure}kPa.csv`, pressure] as const),
};

/** Rows by their header; quoted cells may hold commas. */
function table(name: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...rows] = readFileSync(new URL(name, folder), "utf8").trim().split("\n").map((line) => [...line.matchAll(/"([^"]*)"|([^,]+)|(?<=,)(?=,)/g)].map((m) => m[1] ?? m[2] ?? ""));
  return rows.map((row) => Object.fromEntries(header!.map((key, i) => [key.trim(), row[i] ?? ""])));
}

describe.skipIf(!existsSync(folder))("the two-point rows that were computed elsewhere from measured series (skipped where ../shared/data is absent)", () => {
  const rows = existsSync(folder) ? table("published-parameters/dc-eb-fitted-here.csv").filter(({ method }) => method!.startsWith("Duncan")) : [];
  it.each(rows.map((row) => [row["data"]!, row] as const))("%s", (name, row) => {
    const tests = series[name]!().map(([file, pressure]): MeasuredTest => {
      const points = table(file);
      // The Karlsruhe files give mean and deviator stress, of which the radial stress is what a test keeps.
      const first = points[0]!;
      const confiningPressure = first["p_kPa"] === undefined ? pressure! : Number(first["p_kPa"]) - Number(first["q_kPa"]) / 3;
      const column = (key: string, factor: number): Float64Array => Float64Array.from(points, (point) => Number(point[key]) * factor);
      return { id: file, test: { protocol: "drained-triaxial", conditions: { confiningPressure }, axis: column("eps_a_pct", 0.01) }, responses: { deviatorStress: column("q_kPa", 1), volumetricStrain: column("eps_v_pct", 0.01) } };
    });
    const { values } = duncanChangEb.classical!(tests, { c: 0, pa });
    // The rows were read between readings on straight lines, here on hyperbolas: a difference where a series has few readings.
    const off = (key: string, column: string): number => Math.abs(values[key]! - Number(row[column]));
    for (const key of ["K", "Kb"]) expect(off(key, key) / values[key]!).toBeLessThan(0.01);
    for (const key of ["n", "m"]) expect(off(key, key)).toBeLessThan(0.011);
    expect(off("Rf", "Rf")).toBeLessThan(0.005);
    expect(off("phi", "phi0_deg")).toBeLessThan(0.02);
    expect(off("dphi", "dphi_deg")).toBeLessThan(0.03);
  });
});
