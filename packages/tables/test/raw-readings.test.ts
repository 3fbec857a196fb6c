import { areaOf, areaRatio, membraneStress } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { read, readOne, refusal, table, told } from "./reading.ts";

/** A specimen of 200 x 100 mm: displacement in mm, load in kN, water driven out in cm3; dense, so that it dilates in the end. */
const gauges: readonly (readonly [number, number, number])[] = [[0, 0, 0], [0.4, 0.24, 1.32], [1, 0.35, 3.44], [2.5, 0.49, 8.78], [5, 0.69, 16.12], [10, 1.02, 26.26], [20, 1.46, 35.33], [30, 1.68, 33.34]];
const heads = ["Displacement (mm)", "Load (kN)", "Volume change (cm3)"] as const;
const size = "Height: 200 mm\nDiameter: 100 mm\n";
const V0 = areaOf(100) * 20;

const expected = {
  axis: gauges.map(([d]) => -Math.log(1 - d / 200)),
  volumetricStrain: gauges.map(([, , w]) => -Math.log(1 - w / V0)),
  deviatorStress: gauges.map(([d, P, w]) => ((P * 1e4) / areaOf(100) / (1 - w / V0)) * (1 - d / 200)),
};
const close = (values: readonly number[]): unknown[] => values.map((v) => expect.closeTo(v, 9) as unknown);
const curve = ({ test, responses }: Awaited<ReturnType<typeof readOne>>): object => ({ axis: [...test.axis], volumetricStrain: [...responses["volumetricStrain"]!], deviatorStress: [...responses["deviatorStress"]!] });
const asExpected = { axis: close(expected.axis), volumetricStrain: close(expected.volumetricStrain), deviatorStress: close(expected.deviatorStress) };

describe("raw readings", () => {
  it("of a drained test become natural strains and the stress on the area of the moment, with the equations and what they do", async () => {
    const reading = await read(size + table(heads, gauges));
    expect(curve(reading.observations[0]!)).toEqual(asExpected);
    expect(Object.keys(reading.observations[0]!.responses)).toEqual(["deviatorStress", "volumetricStrain"]);
    expect(reading.observations[0]!.test.conditions).toEqual({ confiningPressure: 100 });
    const effect = Math.exp(expected.volumetricStrain.at(-1)! - expected.axis.at(-1)!) - 1;
    expect(told(reading)).toContain(`the area correction lowers q by ${(-100 * effect).toPrecision(2)} % at the end`);
    expect(told(reading)).toMatch(/initialHeight 200 mm <- line 1/);
  });

  it.each([
    ["in other units", size + table(["Displacement (cm)", "Load (N)", "Volume change (ml)"], gauges.map(([d, P, w]) => [d / 10, 1000 * P, w])), {}],
    ["with a dial and a burette that stand anywhere and count downwards", size + table(["Dial gauge (mm)", "Load (kN)", "Burette (cm3)"], gauges.map(([d, P, w]) => [12.5 + d, P, 60 - w])), {}],
    ["of a specimen that the user describes", table(heads, gauges), { conditions: { initialHeight: 200, initialDiameter: 100 } }],
    ["of a specimen whose area is stated", `Specimen height (cm),20\nInitial area,${areaOf(100)},cm2\n${table(heads, gauges)}`, {}],
    ["of a specimen in a table of tests", table(heads, gauges), { beside: { "tests.csv": "Test,Height (mm),Diameter (mm)\nCD-100kPa,200,100\nCD-200kPa,198,101\n" } }],
    ["of a specimen under a ram with a diameter of its own", `${size}Ram diameter: 20 mm\n${table(heads, gauges)}`, {}],
    ["beside a height that changes", size + table(["Height (mm)", ...heads], gauges.map(([d, ...more]) => [200 - d, d, ...more])), {}],
  ])("%s are the same test", async (_, text, asked) => {
    expect(curve(await readOne(text, asked))).toEqual(asExpected);
  });

  it("without the size of the specimen are asked about, in the unit of the answer", async () => {
    const error = await refusal(table(heads, gauges));
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toMatch(/initialHeight \(height of the specimen when shearing starts\) and initialDiameter \(.*\) are nowhere stated.*what are initialHeight in mm and initialDiameter in mm\?/s);
  });

  it("without a unit are asked about where there is no curve without them, and never guessed", async () => {
    const error = await refusal(size + table(["Displacement (mm)", "Load", "Burette"], gauges));
    expect(error.message).toMatch(/column 2: the heading "Load" \(axialLoad\) states no unit.*is it in kN\?/s);
    const { responses } = await readOne(size + table(["Displacement (mm)", "Load", "Volume change (ml)"], gauges), { settings: { mapping: [{ column: "Load", channel: "axialLoad", unit: "kN" }] } });
    expect([...responses["deviatorStress"]!]).toEqual(close(expected.deviatorStress));
    const kilograms = await readOne(size + table(["Displacement (mm)", "Load (kg)", "Volume change (ml)"], gauges.map(([d, P, w]) => [d, P / 0.00980665, w])));
    expect([...kilograms.responses["deviatorStress"]!]).toEqual(close(expected.deviatorStress));
  });

  it("of a kind of test that nobody names are drained where the burette moves, and asked about without one", async () => {
    const reading = await read(size + table(heads, gauges), { name: "T1.csv", conditions: { confiningPressure: 100 } });
    expect(reading.observations[0]!.test.protocol).toBe("drained-triaxial");
    expect(told(reading)).toContain("not Undrained triaxial: the volume gauge moves by 35.3 cm³");
    expect((await refusal(size + table(heads.slice(0, 2), gauges.map(([d, P]) => [d, P])), { name: "T1.csv" })).message).toMatch(/fit .*Drained triaxial.*Undrained triaxial|fit .*Undrained triaxial.*Drained triaxial/);
  });

  it("of an undrained test keep their volume; a drained one without a burette says that its area does", async () => {
    const rows = gauges.map(([d, P]) => [d, P, 300 + 50 * (1 - Math.exp(-d))]);
    const undrained = await readOne(size + table(["Displacement (mm)", "Load (kN)", "Pore pressure (kPa)"], rows), { name: "CU-100kPa.csv" });
    const q = gauges.map(([d, P]) => ((P * 1e4) / areaOf(100)) * (1 - d / 200));
    expect([...undrained.responses["deviatorStress"]!]).toEqual(close(q));
    expect(undrained.responses["porePressure"]![0]).toBe(0);
    const drained = await read(size + table(heads.slice(0, 2), gauges.map(([d, P]) => [d, P])));
    expect([...drained.observations[0]!.responses["deviatorStress"]!]).toEqual(close(q));
    expect(told(drained)).toContain("no volume change is measured");
  });

  it("are corrected for membrane and barrel where these are stated, and that is told with its size", async () => {
    const text = `${size}Membrane thickness: 0.3 mm\nMembrane modulus: 1400 kPa\n${table(heads, gauges)}`;
    const reading = await read(text);
    const q = expected.deviatorStress.map((value, i) => value - membraneStress(1400, 0.3, expected.axis[i]!, 100));
    expect([...reading.observations[0]!.responses["deviatorStress"]!]).toEqual(close(q));
    expect(told(reading)).toContain("the membrane, 4 Em tm ε/D, takes 2.5 kPa");
    const barrel = await readOne(size + table(heads, gauges), { conditions: { barrel: 1 } });
    const end = gauges.length - 1;
    expect(barrel.responses["deviatorStress"]![end]).toBeCloseTo((gauges[end]![1] * 1e4) / areaOf(100) / areaRatio(expected.axis[end]!, expected.volumetricStrain[end]!, 1), 9);
  });

  it("beside the columns that were worked out from them are left alone, whatever is known of the specimen", async () => {
    const rows = gauges.map(([d, P, w], i) => [d, P, 60 - w, d / 2, (100 * w) / V0, expected.deviatorStress[i]!]);
    for (const head of ["", size, "Height: 200 mm\nHeight: 150 mm\n"]) {
      const reading = await read(head + table([...heads, "eps_a [%]", "eps_v [%]", "q [kPa]"], rows));
      expect([...reading.observations[0]!.responses["deviatorStress"]!]).toEqual(expected.deviatorStress);
      expect([...reading.observations[0]!.test.axis]).toEqual(gauges.map(([d]) => d / 2 / 100));
      expect(told(reading)).not.toMatch(/burette|gauge|counted from|reversed|P\/A/);
    }
  });

  it("complete what was worked out: a volumetric strain from the burette beside strain and stress", async () => {
    const text = (head: string): string => head + table(["eps_a [%]", "q [kPa]", "Burette (cm3)"], gauges.map(([d, , w], i) => [d / 2, expected.deviatorStress[i]!, w]));
    expect([...(await readOne(text(size))).responses["volumetricStrain"]!]).toEqual(close(expected.volumetricStrain));
    const without = await read(text(""));
    expect(Object.keys(without.observations[0]!.responses)).toEqual(["deviatorStress"]);
    expect(without.warnings.join()).toContain("volumetricStrain is not worked out from the raw readings: initialHeight and initialDiameter are not stated");
  });
});
