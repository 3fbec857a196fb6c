import { describe, expect, it } from "vitest";
import { read, readOne, refusal, table, told, usual } from "./reading.ts";

const pressure = async (text: string, name: string, more = {}): Promise<number | undefined> => (await readOne(text, { name, ...more })).test.conditions["confiningPressure"];
const plain = table(usual);

describe("the confining pressure", () => {
  it.each(["CD-100kPa.csv", "TD1-s100.csv", "100 kPa.csv", "test_sigma3_100.csv", "CD sig3=100.csv", "CD_0.1MPa.csv", "s3-100kPa_e0-0.67.csv"])("is read from the file name %s", async (name) => {
    expect(await pressure(plain, name)).toBeCloseTo(100, 12);
  });

  it.each([
    "Confining pressure: 100 kPa", "# sigma3 = 200 kPa; sigma_3 = 200 kPa".replaceAll("200", "100"), "# sigma3 = 100 kPa", "\"Confining pressure\",\"100\"", "Cell pressure (kPa),100", "Confining pressure,100,kPa", "σ3 = 0.1 MPa", "围压: 100 kPa", "Zelldruck = 100 kPa", "Confining pressure: 100",
  ])("is read from the header line %s", async (line) => {
    const reading = await read(`${line}\n${plain}`, { name: "x.csv" });
    expect(reading.observations[0]!.test.conditions["confiningPressure"]).toBeCloseTo(100, 12);
    expect(told(reading)).toContain("line 1");
  });

  it("is read from a column, from stresses, or from a table of tests beside the file", async () => {
    const rows = plain.split("\n");
    expect(await pressure([`${rows[0]},sigma3c [MPa]`, ...rows.slice(1).map((r) => `${r},0.1`)].join("\n"), "x.csv")).toBeCloseTo(100, 12);
    expect(await pressure([`${rows[0]},p' [kPa]`, ...rows.slice(1).map((r) => `${r},${100 + Number(r.split(",")[2]) / 3}`)].join("\n"), "x.csv")).toBeCloseTo(100, 9);
    expect(await pressure(plain, "T1.csv", { beside: { "tests.csv": "test,p0_kPa,e0\nT1,100,0.7\nT10,300,0.8\n" } })).toBe(100);
    expect((await readOne(plain, { name: "T10.csv", beside: { "tests.csv": "test,p0_kPa,e0\nT1,100,0.7\nT10,300,0.8\n" } })).test.conditions).toMatchObject({ confiningPressure: 300, initialVoidRatio: 0.8 });
  });

  it("is what the user says, whatever the file says", async () => {
    expect(await pressure(`# sigma3 = 200 kPa\n${plain}`, "CD-300kPa.csv", { conditions: { confiningPressure: 100 } })).toBe(100);
    expect((await refusal(plain, { conditions: { confiningPresure: 100 } })).code).toBe("condition-unknown");
  });

  it("is asked for when nobody says it, with the ways to say it", async () => {
    const error = await refusal(plain, { name: "x.csv" });
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toMatch(/confiningPressure .*nowhere stated.*in kPa.*header|in a line above the headings/);
  });

  it("stated twice and differently is refused; nominal and measured agree", async () => {
    const error = await refusal(`# sigma3 = 200 kPa\n${plain}`, { name: "CD-100kPa.csv" });
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toMatch(/200 \(line 1, "sigma3"\) and 100 \(file name\)/);
    expect(await pressure(`# sigma3 = 101.3 kPa\n${plain}`, "CD-100kPa.csv")).toBe(101.3);
  });

  it.each([["σ3 = 1.0197 kgf/cm2", 99.998], ["Confining pressure: 1.0443 tsf", 100.0027], ["Confining pressure,10.197,t/m²", 99.998], ["Confining pressure: 100 kN/m2", 100]] as const)("in the unit of %s is converted", async (line, expected) => {
    expect(await pressure(`${line}\n${plain}`, "x.csv")).toBeCloseTo(expected, 3);
  });

  it.each(["Confining pressure: 1.02 ata", "Confining pressure,1.02,ata"])("in a unit that nobody knows is no number of kPa: %s", async (line) => {
    const error = await refusal(`${line}\n${plain}`, { name: "x.csv" });
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain('"ata"');
    expect(await pressure(`${line}\n${plain}`, "x.csv", { conditions: { confiningPressure: 100 } })).toBe(100);
  });

  it.each(["CD 100-200-400 kPa.csv", "CD_100_200_400kPa.csv", "CD 100, 200 und 400 kPa.csv"])("is not the last of several in the file name %s", async (name) => {
    expect((await refusal(plain, { name })).message).toContain("confiningPressure (effective radial stress at the start) is nowhere stated");
  });

  it.each(["T12_100kPa.csv", "2023-05-04_100kPa.csv", "BH3 12.5m CD 100 kPa.csv", "CD-1-100kPa.csv"])("is told from other numbers in the file name %s", async (name) => {
    expect(await pressure(plain, name)).toBe(100);
  });

  it("from a cell pressure without a back pressure is told with a doubt", async () => {
    expect((await read(`Cell pressure: 500 kPa\n${plain}`, { name: "x.csv" })).warnings.join()).toMatch(/500 .*nothing states backPressure/);
    expect((await read(`Cell pressure: 500 kPa\nBack pressure: 400 kPa\n${plain}`, { name: "x.csv" })).warnings).toEqual([]);
    expect((await read(`Effective confining pressure: 100 kPa\n${plain}`, { name: "x.csv" })).warnings).toEqual([]);
  });

  it("without a unit is not taken for kPa in a file of MPa", async () => {
    const text = table(["eps_a [%]", "q [MPa]"], [[0, 0], [1, 0.2], [2, 0.3]]);
    const drained = { settings: { protocol: "drained-triaxial" } };
    expect((await refusal(text, { name: "s100.csv", ...drained })).message).toContain("unit");
    expect(await pressure(text, "100kPa.csv", drained)).toBe(100);
    expect((await refusal(text, { name: "100kPa.csv" })).message).toContain("Drained triaxial or Undrained triaxial");
  });

  it("is cell pressure less back pressure where both are stated", async () => {
    const reading = await read(`Cell pressure: 600 kPa\nBack pressure: 500 kPa\n${plain}`, { name: "x.csv" });
    expect(reading.observations[0]!.test.conditions["confiningPressure"]).toBe(100);
    expect(told(reading)).toContain("cell pressure - back pressure");
    expect(await pressure(`Back pressure (MPa),0.5\nCell pressure (kPa),600\n${plain}`, "x.csv")).toBeCloseTo(100, 10);
  });

  it("is not picked out of two pressures in a file name", async () => {
    expect((await refusal(plain, { name: "CD-100kPa-back-300kPa.csv" })).message).toContain("which is right");
  });

  it("that changes during the test is no condition", async () => {
    const rows = plain.split("\n");
    const error = await refusal([`${rows[0]},sigma3c [kPa]`, ...rows.slice(1).map((r, i) => `${r},${100 + 7 * i}`)].join("\n"), { name: "x.csv" });
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("runs from 100 to 163");
  });
});

describe("a table of tests", () => {
  const tests = "test,type,sig_r_kPa,e0,note\nTD1,drained TXC,100,0.69,\nTD2,undrained TXC,200,0.67,\"loose, wet\"\n";

  it("holds no curve, and describes the files it names by the beginning of their names", async () => {
    const reading = await read(tests, { name: "tests.csv", beside: { "TD1-a.csv": plain } });
    expect(reading.observations).toEqual([]);
    expect(told(reading)).toContain("table of 2 tests");
    const { test } = await readOne(plain, { name: "TD1-a.csv", beside: { "tests.csv": tests } });
    expect(test.conditions).toMatchObject({ confiningPressure: 100, initialVoidRatio: 0.69 });
  });

  it("of one row, or of several tests, may stand above the curves in the same file", async () => {
    const { test } = await readOne(`height [mm],sigma3 [kPa],e0\n200,100,0.7\n\n${plain}`, { name: "x.csv" });
    expect(test.conditions).toMatchObject({ confiningPressure: 100, initialVoidRatio: 0.7 });
    const two = await read(["test,sigma3 [kPa],e0", "A,100,0.7", "B,200,0.8", "", "A", plain, "", "B", plain].join("\n"), { name: "x.csv" });
    expect(two.observations.map((o) => o.test.conditions["confiningPressure"])).toEqual([100, 200]);
  });

  it("may say what kind of test a file holds", async () => {
    const text = table(["eps_a [%]", "q [kPa]"], [[0, 0], [1, 20], [2, 30]]);
    expect((await readOne(text, { name: "TD2.csv", beside: { "tests.csv": tests } })).test.protocol).toBe("undrained-triaxial");
    expect((await readOne(text, { name: "TD1.csv", beside: { "tests.csv": tests } })).test.protocol).toBe("drained-triaxial");
  });
});

describe("the axial stress at the start", () => {
  const starting = async (q0: number): Promise<Record<string, number>> =>
    (await readOne(table(["eps_a [%]", "q [kPa]"], [[0, q0], [1, 120], [2, 180]]), { name: "CD-100kPa.csv", settings: { start: "keep" } })).test.conditions;
  it("is told where the first reading shows anisotropic consolidation, and is not invented from the second", async () => {
    expect(await starting(0)).toEqual({ confiningPressure: 100 });
    expect(await starting(3)).toEqual({ confiningPressure: 100 });
    expect(await starting(60)).toEqual({ confiningPressure: 100, initialAxialStress: 160 });
  });
});

describe("provenance", () => {
  it("names the file, its hash and the importer", async () => {
    const { provenance } = await readOne(plain);
    expect(provenance).toMatchObject({ file: "CD-100kPa.csv", source: "text" });
    expect(provenance!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("two files of one name give two ids", async () => {
    const { observations } = await read(plain);
    expect(observations[0]!.id).toBe("CD-100kPa");
  });
});
