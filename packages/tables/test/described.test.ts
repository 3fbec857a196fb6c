import { InputError, readSettings, type TestDescription } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { readTables, tableSettings } from "../src/index.ts";
import { cellsOf, drainedRows, soil, table, usual } from "./reading.ts";

const said: TestDescription = { file: "TX1.csv", protocol: "drained-triaxial", conditions: { confiningPressure: 150, initialVoidRatio: 0.66 }, from: "site.ags, line 17" };

const readAs = async (name: string, described: readonly TestDescription[], text = table(usual), settings: Readonly<Record<string, unknown>> = {}) =>
  (await readTables([cellsOf(name, text)], { source: "text", protocols: soil, settings: readSettings(tableSettings, settings, "settings of text"), described }))[0]!;

describe("what a file of another importer says of a test", () => {
  it("gives its conditions, with the place where it is said", async () => {
    const { observations, inferred } = await readAs("TX1.csv", [said]);
    expect(observations[0]!.test.conditions).toEqual({ confiningPressure: 150, initialVoidRatio: 0.66 });
    expect(inferred).toContainEqual({ what: "confiningPressure 150 kPa", because: "site.ags, line 17" });
  });

  it("gives its kind, where the columns leave it open", async () => {
    const strength = table(["eps_a [%]", "q [kPa]"], drainedRows.map(([a, , q]) => [a, q]));
    const drained = await readAs("TX1.csv", [said], strength);
    const undrained = await readAs("TX1.csv", [{ ...said, protocol: "undrained-triaxial" }], strength);
    expect([drained, undrained].map(({ observations }) => observations[0]!.test.protocol)).toEqual(["drained-triaxial", "undrained-triaxial"]);
  });

  it("gives its name, by which it is chosen too", async () => {
    const { observations } = await readAs("TX1.csv", [{ ...said, test: "BH1 U3 1 stage 2" }], undefined, { only: ["BH1 U3 1"] });
    expect(observations.map(({ id }) => id)).toEqual(["BH1 U3 1 stage 2"]);
    await expect(readAs("TX1.csv", [{ ...said, test: "BH1 U3 1 stage 2" }], undefined, { only: ["BH2"] })).rejects.toMatchObject({ message: expect.stringContaining("holds none of the tests \"BH2\"") });
  });

  it("is of that file alone: a name that begins alike is another test's", async () => {
    await expect(readAs("TX1-b.csv", [said])).rejects.toMatchObject({ code: "data-ambiguous", message: expect.stringContaining("confiningPressure") });
  });

  it("that the file itself contradicts is asked about", async () => {
    await expect(readAs("TX1.csv", [said], `sigma3 = 300 kPa\n${table(usual)}`)).rejects.toThrow(InputError);
    await expect(readAs("TX1.csv", [said], `sigma3 = 300 kPa\n${table(usual)}`)).rejects.toMatchObject({ message: expect.stringMatching(/300 .*150 .*site\.ags/) });
  });
});
