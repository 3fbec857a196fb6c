import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { InputError, prepareTest, readSettings, type FileReading } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { csv } from "../src/index.ts";
import { soil } from "./reading.ts";

/*
 * Laboratory files of the project's shared material, which do not ship with the repository. The expected numbers are taken from the files by a second,
 * naive reader below: plain split at commas.
 */
const folder = fileURLToPath(new URL("../../../../shared/data/triaxial/", import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write("skipped: the laboratory files of the shared material are not beside the repository\n");

const names = (sub: string, pattern: RegExp): readonly string[] => (present ? readdirSync(`${folder}${sub}`).filter((name) => pattern.test(name)) : []);

/** Columns by heading; only for files without quotes. */
function naive(sub: string, name: string): Readonly<Record<string, readonly number[]>> {
  const [head, ...rows] = readFileSync(`${folder}${sub}/${name}`, "utf8").trim().split(/\r?\n/).map((line) => line.split(","));
  return Object.fromEntries(head!.map((heading, c) => [heading, rows.map((row) => Number(row[c]))]));
}

async function readAll(sub: string, files: readonly string[]): Promise<readonly FileReading[]> {
  const settings = readSettings(csv.settings, {}, "settings of csv");
  return csv.read(files.map((name) => ({ name, bytes: new Uint8Array(readFileSync(`${folder}${sub}/${name}`)) })), { protocols: soil, settings } as never);
}

/** What is wrong with a column: every reading must be there, but for the few that the importer reports as jitter, and the extremes must be the file's. */
function flawsOf(what: string, read: ArrayLike<number> | undefined, written: readonly number[], factor: number, offset = 0): readonly string[] {
  if (!read) return [`${what} is missing`];
  const expected = written.map((v) => (v - offset) * factor);
  const near = (a: number | undefined, b: number): boolean => a !== undefined && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));
  let k = 0;
  for (const value of expected) if (near(read[k], value)) k++;
  const own = Array.from(read);
  return [
    ...(k === own.length && expected.length - k <= 1 ? [] : [`${what}: ${k} of ${expected.length} readings in order, ${own.length} read`]),
    ...(near(own.at(-1), expected.at(-1)!) && near(own[0], expected[0]!) ? [] : [`${what}: first or last reading`]),
    ...(near(Math.max(...own), Math.max(...expected)) && near(Math.min(...own), Math.min(...expected)) ? [] : [`${what}: extremes`]),
  ];
}

function flawsIn(sub: string, { file, observations }: FileReading): readonly string[] {
  const columns = naive(sub, file);
  if (observations.length !== 1) return [`${file}: ${observations.length} observations`];
  const { test, responses } = observations[0]!;
  const strained = test.protocol.endsWith("triaxial");
  const expected: readonly (readonly [string, string, ArrayLike<number> | undefined, number, boolean])[] = [
    ["eps_a_pct", "axis", strained ? test.axis : responses["axialStrain"], 0.01, true],
    ["q_kPa", "q", responses["deviatorStress"], 1, false],
    ["eps_v_pct", "eps_v", responses["volumetricStrain"], 0.01, false],
    ["u_kPa", "u", responses["porePressure"], 1, true],
    ...(test.protocol === "undrained-triaxial" ? [["p_eff_kPa", "p'", responses["meanEffectiveStress"], 1, false] as const] : []),
    ...(test.protocol === "oedometer" ? [["sig_a_kPa", "axis", test.axis, 1, false] as const, ["e", "e", responses["voidRatio"], 1, false] as const] : []),
  ];
  prepareTest(soil.find((p) => p.id === test.protocol)!, test);
  return expected.flatMap(([column, what, values, factor, fromZero]) => (columns[column] ? flawsOf(`${file}, ${what}`, values, columns[column], factor, fromZero ? columns[column][0] : 0) : []));
}

describe.skipIf(!present)("the laboratory files of the shared material", () => {
  const kfs = "karlsruhe-fine-sand";

  it("Karlsruhe fine sand: every drained, undrained and oedometer test beside its table of tests", async () => {
    const files = names(kfs, /\.csv$/);
    const readings = await readAll(kfs, files);
    expect(readings).toHaveLength(files.length);
    const table = readFileSync(`${folder}${kfs}/tests.csv`, "utf8").trim().split("\n").map((line) => line.match(/("[^"]*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, "").replaceAll("\"", "")));
    const curves = readings.filter((r) => r.file !== "tests.csv");
    expect(curves.flatMap((r) => flawsIn(kfs, r))).toEqual([]);
    const described = curves.map(({ file }) => {
      const [, , , p0, e0] = table.find(([name]) => `${name}.csv` === file)!;
      const kind = file.startsWith("TMD") ? "drained-triaxial" : file.startsWith("TMU") ? "undrained-triaxial" : "oedometer";
      return [file, kind, kind === "oedometer" ? undefined : Number(p0), e0 === "" ? undefined : Number(e0)];
    });
    expect(curves.map(({ file, observations: [o] }) => [file, o!.test.protocol, o!.test.conditions["confiningPressure"], o!.test.conditions["initialVoidRatio"]])).toEqual(described);
    expect(readings.find((r) => r.file === "tests.csv")!.observations).toEqual([]);
  });

  it("Karlsruhe fine sand: extension stays extension, and the oedometer unloads", async () => {
    const [extension, oedometer] = await readAll(kfs, ["TMU10.csv", "OE1.csv"]);
    expect(extension!.observations[0]!.test.axis.at(-1)).toBeCloseTo(-0.065109, 12);
    expect(extension!.observations[0]!.responses["deviatorStress"]!.at(-1)).toBe(-454.095);
    const { axis } = oedometer!.observations[0]!.test;
    expect([axis[27], axis[55], axis.at(-1)]).toEqual([407.089, 0, 407.089]);
  });

  it("Karlsruhe fine sand: without the table of tests the pressure follows from the stresses", async () => {
    const readings = await readAll(kfs, ["TMD3.csv"]);
    const { p_kPa: p, q_kPa: q } = naive(kfs, "TMD3.csv");
    const median = p!.map((v, i) => v - q![i]! / 3).toSorted((a, b) => a - b)[Math.floor(p!.length / 2)]!;
    expect(readings[0]!.observations[0]!.test.conditions["confiningPressure"]).toBeCloseTo(median, 10);
    expect(readings[0]!.inferred.map((i) => i.because)).toContain("confining pressure = p' - q/3");
  });

  it("Hochstetten sand: with its table of tests, and alone by the file names", async () => {
    const sub = "hochstetten-sand";
    const together = await readAll(sub, names(sub, /\.csv$/));
    expect(together.filter((r) => r.file !== "tests.csv").flatMap((r) => flawsIn(sub, r))).toEqual([]);
    expect(Object.fromEntries(together.flatMap((r) => r.observations.map((o) => [o.id, [o.test.protocol, o.test.conditions["confiningPressure"], o.test.conditions["initialVoidRatio"]]])))).toEqual({
      "TD1-s100": ["drained-triaxial", 100, 0.69], "TD2-s200": ["drained-triaxial", 200, 0.67], "TD3-s300": ["drained-triaxial", 300, 0.66], OE1: ["oedometer", 12.5, 0.73], OE2: ["oedometer", 12.5, 0.695],
    });
    for (const [name, pressure] of [["TD1-s100.csv", 100], ["TD2-s200.csv", 200], ["TD3-s300.csv", 300]] as const) {
      expect((await readAll(sub, [name]))[0]!.observations[0]!.test.conditions["confiningPressure"]).toBe(pressure);
    }
  });

  it("student laboratory: raw readings beside derived columns, the pressure in the file name", async () => {
    const sub = "student-lab-cd";
    const readings = await readAll(sub, names(sub, /\.csv$/));
    expect(readings.flatMap((r) => flawsIn(sub, r))).toEqual([]);
    expect(readings.map((r) => r.observations[0]!.test.conditions["confiningPressure"])).toEqual([100, 200, 400]);
    expect(readings.map((r) => r.observations[0]!.test.axis.length)).toEqual([28, 28, 28]);
  });

  it("student laboratory: its raw columns alone give its strains and stresses to the six printed digits (specimen 100 x 200 mm)", async () => {
    const sub = "student-lab-cd";
    const printed = (value: number): number => Number(value.toPrecision(6)) + 0;
    const percent = (natural: number): number => printed(100 * -Math.expm1(-natural));
    for (const name of names(sub, /\.csv$/)) {
      const raw = readFileSync(`${folder}${sub}/${name}`, "utf8").trim().split(/\r?\n/).map((line) => line.split(",").slice(0, 3).join(",")).join("\n");
      const settings = readSettings(csv.settings, {}, "settings of csv");
      const [reading] = await csv.read([{ name, bytes: new TextEncoder().encode(raw) }], { protocols: soil, settings, conditions: { initialHeight: 200, initialDiameter: 100 } } as never);
      const { test, responses } = reading!.observations[0]!;
      const columns = naive(sub, name);
      expect([...test.axis].map(percent)).toEqual(columns["eps_a_pct"]);
      expect([...responses["volumetricStrain"]!].map(percent)).toEqual(columns["eps_v_pct"]);
      expect([...responses["deviatorStress"]!].map(printed)).toEqual(columns["q_kPa"]);
    }
  });

  it("Aarhus kaolin: isotropic compression, with unloading in D1", async () => {
    const sub = "aarhus-kaolin-compression";
    for (const reading of await readAll(sub, names(sub, /\.csv$/))) {
      const columns = naive(sub, reading.file);
      const { test, responses } = reading.observations[0]!;
      expect(test.protocol).toBe("isotropic-compression");
      expect([...test.axis]).toEqual(columns["p_eff_kPa"]);
      expect([...responses["voidRatio"]!]).toEqual(columns["e_final_water_content"]);
    }
  });

  it("tables of published parameters hold no curve, and say so", async () => {
    const sub = "published-parameters";
    const files = names(sub, /\.csv$/);
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const error = await readAll(sub, [name]).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).code).toBe("data-unreadable");
      expect((error as InputError).message).toContain(name);
    }
  });

  it("every file is recognised by its name and first bytes, an AGS file is left to others", () => {
    for (const sub of [kfs, "student-lab-cd"]) for (const name of names(sub, /\.csv$/)) expect(csv.recognise({ name, bytes: new Uint8Array(readFileSync(`${folder}${sub}/${name}`)) })).toBeGreaterThan(0.9);
    expect(csv.recognise({ name: "synthetic-triaxial.ags", bytes: new Uint8Array(readFileSync(`${folder}ags4-sample/synthetic-triaxial.ags`)) })).toBeLessThan(0.2);
  });
});
