import { describe, expect, it } from "vitest";
import { gds } from "../src/index.ts";
import { consolidated, drained, expected, gdsFile, initial, read, refusal, told, undrained, type Shear } from "./gdslab.ts";

const close = (values: readonly number[]): unknown[] => values.map((v) => expect.closeTo(v, 9) as unknown);
const stresses = (shear: Shear): number[] => shear.map(([, , , q]) => q);

describe("a GDSLAB file", () => {
  it("is recognised by its headings, with and without decimal commas", () => {
    const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(gds.recognise({ name: "S1.csv", bytes: bytes(gdsFile()) })).toBeGreaterThan(0.95);
    expect(gds.recognise({ name: "S1.gds", bytes: bytes(gdsFile({ old: true })) })).toBeGreaterThan(0.95);
    expect(gds.recognise({ name: "CD.csv", bytes: bytes("eps_a [%],q [kPa]\n0,0\n") })).toBe(0);
  });

  it.each([[false], [true]])("of a drained test gives the shearing stage, counted from its start and referred to the consolidated specimen (old layout: %s)", async (old) => {
    const reading = await read(gdsFile({ old }));
    const { id, test, responses } = reading.observations[0]!;
    expect([id, test.protocol]).toEqual(["S1", "drained-triaxial"]);
    expect([...test.axis]).toEqual(close(expected(drained).axis));
    expect([...responses["volumetricStrain"]!]).toEqual(close(expected(drained).volumetricStrain));
    expect([...responses["deviatorStress"]!]).toEqual(close(stresses(drained)));
    expect(test.conditions["confiningPressure"]).toBe(100);
    expect(told(reading)).toMatch(/shearing in stage 4 <- its axial strain changes by 14 %, that of any other stage by at most 1 %/);
    expect(told(reading)).toMatch(/drained shearing <- the volume changes by 1\.3 % and the pore pressure by 0\.5 kPa in stage 4/);
    expect(told(reading)).toMatch(/strains counted from the start of shearing <- the stage before it took 1 % of the height and 1\.53 % of the volume/);
    expect(reading.observations[0]!.provenance).toMatchObject({ file: "S1.csv", source: "gds" });
  });

  it("gives the void ratio after consolidation from dry mass and specific gravity, where they are filled in", async () => {
    const solids = 318.086 / 2.7;
    expect((await read(gdsFile())).observations[0]!.test.conditions["initialVoidRatio"]).toBeCloseTo(consolidated.volume / 1000 / solids - 1, 12);
    expect((await read(gdsFile({ header: { "Initial dry mass (g):": "" } }))).observations[0]!.test.conditions).toEqual({ confiningPressure: 100 });
  });

  it("whose cubic millimetres another program has spoilt, and whose pore pressure transducer is not connected, is read the same", async () => {
    const spoilt = gdsFile({ without: ["Excess PWP (kPa)"] }).replaceAll("mm³", "mm?").replaceAll(/^("[345]"(?:,"[^"]*"){7},)"[^"]*"/gm, "$1\"0\"").replaceAll(/^("[12]"(?:,"[^"]*"){7},)"[^"]*"/gm, "$1\"0\"");
    const { test, responses } = (await read(spoilt, { name: "CD-S1.csv" })).observations[0]!;
    expect(test.conditions["confiningPressure"]).toBe(100);
    expect([...responses["volumetricStrain"]!]).toEqual(close(expected(drained).volumetricStrain));
  });

  it("of an undrained test gives the excess pore pressure and p'", async () => {
    const { test, responses } = (await read(gdsFile({ shear: undrained }))).observations[0]!;
    expect(test.protocol).toBe("undrained-triaxial");
    expect([...test.axis]).toEqual(close(expected(undrained).axis));
    expect([...responses["porePressure"]!]).toEqual(undrained.map(([, , u]) => u));
    expect([...responses["meanEffectiveStress"]!]).toEqual(close(undrained.map(([, , u, q]) => 100 + q / 3 - u)));
  });

  it("without derived columns is reduced from its raw readings, with the specimen of the header", async () => {
    const without = ["Axial Strain (%)", "Deviator Stress (kPa)", "Axial Stress (kPa)", "Eff. Axial Stress (kPa)", "Eff. Radial Stress (kPa)", "Radial Strain (%)", "Cambridge p (kPa)", "Eff. Cambridge p' (kPa)", "Axial Force (kN)"];
    const reading = await read(gdsFile({ without }));
    const { test, responses } = reading.observations[0]!;
    expect([...test.axis]).toEqual(close(expected(drained).axis));
    // The load that the file holds is q over the initial area; the stress is over that of the consolidated specimen at the time.
    const area = (d: number, water: number): number => (consolidated.volume - water) / (consolidated.height - d);
    expect([...responses["deviatorStress"]!]).toEqual(close(drained.map(([d, water, , q]) => (q * initial.area) / area(d, water))));
    expect(told(reading)).toContain("the area correction lowers q by");
  });
});

describe("stages", () => {
  it("of which several shear are asked about, and read as the user says: one test each, or one test of several", async () => {
    const text = gdsFile({ split: 4 });
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toMatch(/strained or loaded in several stages: 4 \(1 %\) or 5 \(11 %\).*in which stage is it sheared\?.*stages=4-5/s);
    const joined = (await read(text, { settings: { stages: ["4-5"] } })).observations;
    expect(joined.map((o) => [o.id, ...o.test.axis])).toEqual([["S1", ...close(expected(drained).axis)]]);
    const apart = await read(text, { settings: { stages: ["4", "5"] }, conditions: { confiningPressure: 100 } });
    expect(apart.observations.map((o) => [o.id, o.test.axis.length])).toEqual([["S1 stage 4", 4], ["S1 stage 5", 3]]);
  });

  it("that are not there are refused with those that are", async () => {
    expect((await refusal(gdsFile(), { settings: { stages: ["9"] } })).message).toMatch(/no stage 9.*1, 2, 3, 4/);
    expect((await refusal(gdsFile(), { settings: { stages: ["last"] } })).message).toMatch(/"last" is no stage/);
  });
});

describe("what is wrong with a file", () => {
  it("is said with its line", async () => {
    const lines = gdsFile().split("\r\n");
    const broken = lines.with(68, lines[68]!.replace(/"[^"]*"$/, "\"broken\""));
    expect((await refusal(broken.join("\r\n"))).message).toMatch(/S1\.csv, line 69: column 30 \("PWP Ratio"\) holds "broken"/);
    expect((await refusal("\"Sample Name:\",\"S1\"\r\n")).message).toContain("Stage Number");
    expect((await refusal(gdsFile({ header: { "Initial Height (mm)": "" }, without: ["Axial Strain (%)"] }))).message).toMatch(/how high was the specimen/);
  });
});
