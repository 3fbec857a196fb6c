import { describe, expect, it } from "vitest";
import { drained, drainedRows, read, readOne, refusal, table, told, usual } from "./reading.ts";

describe("sign conventions", () => {
  it("as declared need no word", async () => {
    expect(told(await read(table(usual)))).not.toContain("reversed");
  });

  it("dilation counted positive is seen by the first contraction, turned and told", async () => {
    const reading = await read(table(usual, drainedRows.map(([a, v, q]) => [a, -v, q])));
    expect([...reading.observations[0]!.responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
    expect(told(reading)).toContain("sign of volumetricStrain reversed");
  });

  it("is seen on dense sand too, which contracts by a thousandth of what it dilates", async () => {
    const dense = [[0, 0, 0], [0.05, 0.02, 60], [0.1, 0.035, 100], [0.2, 0.05, 150], [0.4, 0.03, 200], [1, -0.4, 300], [3, -3, 380], [8, -8, 350], [20, -10.9, 300]] as const;
    const asDeclared = await read(table(usual, dense));
    expect(asDeclared.observations[0]!.responses["volumetricStrain"]!.at(-1)).toBeCloseTo(-0.109, 15);
    expect(told(asDeclared)).not.toContain("reversed");
    expect(told(asDeclared)).toContain("sign of volumetricStrain as written");
  });

  it("that a first excursion of half a percent suggests is asked about: it may be the bedding of a loose specimen", async () => {
    const doubtful = [[0, 0, 0], [0.05, -0.02, 60], [0.1, -0.03, 100], [0.4, 0.3, 200], [1, 0.9, 300], [3, 3, 380], [8, 8, 390]] as const;
    const error = await refusal(table(usual, doubtful));
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("mapping");
    expect((await readOne(table(usual, doubtful), { settings: { sign: "keep" } })).responses["volumetricStrain"]!.at(-1)).toBe(0.08);
    const opposite = [{ column: "eps_v [%]", channel: "volumetricStrain", opposite: true }];
    expect((await readOne(table(usual, doubtful), { settings: { mapping: opposite } })).responses["volumetricStrain"]!.at(-1)).toBe(-0.08);
  });

  it("a file that counts compression negative throughout is turned by its stresses", async () => {
    const head = ["eps_a [%]", "eps_v [%]", "q [kPa]", "p' [kPa]", "sig3 [kPa]"];
    const rows = drainedRows.map(([a, v, q]) => [-a, -v, -q, -(100 + q / 3), -100]);
    const reading = await read(table(head, rows), { name: "a.csv" });
    const { test, responses } = reading.observations[0]!;
    expect([...test.axis]).toEqual(drained.axis);
    expect([...responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
    expect([...responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
    expect(test.conditions["confiningPressure"]).toBe(100);
    expect(told(reading)).toContain("stresses of the file are negative");
  });

  it("an extension test stays one where the stresses are positive", async () => {
    const rows = [[0, 200, 0, 400], [-0.1, 190, -30, 400], [-1, 260, -150, 290], [-3, 300, -180, 240], [-6, 250, -300, 250]];
    const reading = await read(table(["eps_a [%]", "u [kPa]", "q [kPa]", "p' [kPa]"], rows), { name: "CU.csv", conditions: { confiningPressure: 400 } });
    expect([...reading.observations[0]!.test.axis]).toEqual([0, -0.001, -0.01, -0.03, -0.06]);
    expect(reading.observations[0]!.responses["deviatorStress"]!.at(-1)).toBe(-300);
    expect(told(reading)).toContain("as it stands");
  });

  it("negative strain and deviator stress alone may be either convention: asked, and read as answered", async () => {
    const text = table(usual, drainedRows.map(([a, v, q]) => [-a, -v, -q]));
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("Set sign to keep");
    const kept = await readOne(text, { settings: { sign: "keep" } });
    expect(kept.test.axis.at(-1)).toBe(-0.15);
    expect(kept.responses["deviatorStress"]!.at(-1)).toBe(-208.98);
    const turned = await readOne(text, { settings: { sign: "opposite" } });
    expect([...turned.test.axis]).toEqual(drained.axis);
    expect([...turned.responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
    expect([...turned.responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
  });

  it("negative strains beside a positive deviator stress are asked about", async () => {
    const text = table(usual, drainedRows.map(([a, v, q]) => [-a, -v, q]));
    expect((await refusal(text)).code).toBe("data-ambiguous");
    const turned = await readOne(text, { settings: { sign: "opposite" } });
    expect([...turned.responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
    expect([...turned.responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
  });

  it("that the readings do not show are left as written, with a warning", async () => {
    const noisy = [[0, 0, 0], [0.1, 0.02, 10], [0.2, -0.03, 20], [0.3, 0.03, 28], [0.4, -0.02, 35], [0.5, 0.02, 40], [0.6, -0.01, 44], [0.7, 0.02, 47]];
    const reading = await read(table(usual, noisy));
    expect(reading.observations[0]!.responses["volumetricStrain"]![1]).toBe(0.0002);
    expect(reading.warnings.join()).toContain("sign convention of volumetricStrain");
  });
});

describe("units that are not stated", () => {
  it("strains beyond 1 are percent, and told", async () => {
    const reading = await read(table(["eps_a", "eps_v", "q [kPa]"]));
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect(told(reading)).toContain("in percent");
  });

  it("strains up to 1 may be either: asked, and read as answered", async () => {
    const text = table(["eps_a", "q [kPa]"], [[0, 0], [0.05, 20], [0.15, 40]]);
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("strainUnit");
    expect((await readOne(text, { settings: { strainUnit: "decimal" } })).test.axis[2]).toBe(0.15);
    expect((await readOne(text, { settings: { strainUnit: "percent" } })).test.axis[2]).toBe(0.0015);
  });

  it("strains stated in decimals beyond 200 % are asked about, percent that stay tiny are remarked upon", async () => {
    expect((await refusal(table(["eps_a [-]", "eps_v [-]", "q [kPa]"]))).message).toContain("is it in percent?");
    const tiny = await read(table(["eps_a [%]", "q [kPa]"], [[0, 0], [0.05, 20], [0.15, 40]]));
    expect(tiny.warnings.join()).toContain("reaches only 0.15 %");
  });

  it("stresses without a unit are asked about, and read as answered", async () => {
    const text = table(["eps_a [%]", "eps_v [%]", "q"]);
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("kPa");
    expect((await readOne(text, { settings: { units: "declared" } })).responses["deviatorStress"]!.at(-1)).toBe(208.98);
    expect((await readOne(text, { settings: { mapping: [{ column: "q", channel: "deviatorStress", unit: "MPa" }] } })).responses["deviatorStress"]!.at(-1)).toBeCloseTo(208_980, 8);
  });
});
