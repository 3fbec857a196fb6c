import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { battery } from "../src/index.ts";
import { chargeOf } from "../src/observations/history.ts";
import { file, read, recordOf, refusal } from "./reading.ts";

/*
 * Files that real cyclers wrote, of the project's shared material, which does not ship with the repository. Expected numbers are the files' own: their first and last
 * readings, and the charge that the cycler counted.
 */
const folder = fileURLToPath(new URL("../../../../shared/data/battery/", import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write("skipped: the files of cyclers of the shared material are not beside the repository\n");

const bytes = (path: string): Uint8Array => {
  const content = new Uint8Array(readFileSync(`${folder}${path}`));
  return path.endsWith(".gz") ? new Uint8Array(gunzipSync(content)) : content;
};
const nameOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.gz$/, "");
const record = (path: string, settings = {}): ReturnType<typeof recordOf> => recordOf(nameOf(path), bytes(path), settings);
const observed = (path: string, settings = {}, conditions?: Readonly<Record<string, number>>): ReturnType<typeof read> => read(nameOf(path), bytes(path), settings, conditions);
const chen = "lgm50/chen2020_cell02_rate_25degC_maccor.bdf.csv";

describe.skipIf(!present)("files of real cyclers", () => {
  it.each([
    ["formats/maccor_001_head.txt", "Maccor text export", 56, 3.4625, 1560.8799999952316],
    ["formats/neware_uio_head.csv", "Neware CSV export", 79, 2.917, 4680],
    ["formats/batmo_bdf_head.csv", "Battery Data Format", 79, 3.31121478737747, 39_500],
    ["formats/pec_Test25195.csv", "PEC export", 19, 3.5690308, 162.363],
    ["formats/basytec_lgm50_cell785_C2_25degC.csv", "BaSyTec export", 1406, 4.14445, 61_669.29],
    ["formats/GCPL-0.mpr", "BioLogic .mpr", 4, 3.5150876, 2.812999928937643],
    ["formats/filetype14-0.ndax", "Neware .ndax", 67, 0.0033460346, 655.4],
    ["formats/neware_example.ndax", "Neware .ndax", 301, 2.9829915, 300],
    ["formats/mits7-0.res.gz", "Arbin .res", 8, 0.1302652359008789, 141.264096],
    ["formats/sample.bdf.csv", "Battery Data Format", 3, 3.7, 2],
    [chen, "Battery Data Format", 4747, 3.1313, 131_811.12],
  ])("%s", async (path, vendor, readings, voltage, end) => {
    const read = await record(path);
    expect(read.vendor).toBe(vendor);
    expect(read.time.length).toBe(readings);
    expect(read.voltage[0]).toBeCloseTo(voltage, 7);
    expect(read.time.at(-1)).toBeCloseTo(end, 6);
    expect(battery.recognise(file(nameOf(path), bytes(path)))).toBeGreaterThan(0.95);
  });

  it("a drive cycle without voltage is a planned test", async () => {
    const { observations: [planned], warnings } = await observed("samsung/sample_drive_cycle.csv");
    expect(planned!.test.drives!["current"]![0]).toBe(3);
    expect(planned!.test.axis.at(-1)).toBe(3600);
    expect(warnings.join()).toMatch(/holds no voltage/);
  });

  it("an auxiliary thermometer of a .ndax is the cell's temperature", async () => {
    const { temperature } = await record("formats/neware_example.ndax");
    expect(temperature![0]).toBeCloseTo(25.487 + 273.15, 3);
  });

  it("open thermocouples of a Maccor are no temperatures", async () => {
    const { temperature, warnings } = await record("formats/maccor_001_head.txt");
    expect(temperature).toBeUndefined();
    expect(warnings.join()).toMatch(/-2501.71 °C: open thermocouple/);
  });

  it("Chen's cell: an unsigned current gets its signs, and charges are those that the cycler counted", async () => {
    const { steps } = await record(chen);
    expect(steps.map(({ direction }) => direction)).toEqual([0, 1, 0, -1, -1, 0, 1, 0, -1, -1, 0, 1, 0, -1, -1, 0]);
    // The counter of the file at the end of steps 2, 7 and 12, in Ah.
    for (const [number, counted] of [[2, 0.116286], [7, 4.99776], [12, 4.92397]] as const) expect(steps.find((step) => step.number === number)!.charge / 3600).toBeCloseTo(counted, 3);
  });

  it("Chen's cell: C/10 and C/2 from full, as observations that keep the charge", async () => {
    const { observations } = await observed(chen, { steps: [7, 12] });
    expect(observations.map(({ id }) => id)).toEqual(["chen2020_cell02_rate_25degC_maccor: step 7, discharge 0.502 A, 10.0 h", "chen2020_cell02_rate_25degC_maccor: step 12, discharge 2.50 A, 2.0 h"]);
    for (const [k, counted] of [4.99776, 4.92397].entries()) {
      const { test, responses } = observations[k]!;
      expect(test.conditions["initialSoc"]).toBe(1);
      expect(test.axis.length).toBeLessThanOrEqual(200);
      expect(chargeOf(test.axis, test.drives!["current"]!) / 3600).toBeCloseTo(counted, 3);
      expect(responses["voltage"]!.findLast(Number.isFinite)).toBeCloseTo(2.5, 3);
    }
  });

  it("the cell whose test never started is told of, and the others of its file are read", async () => {
    const { observations, warnings } = await observed("lgm50/cell_spread_0_25degC.csv", { kinds: "discharges" });
    expect(warnings.filter((warning) => warning.includes("never started"))).toEqual([expect.stringMatching(/test "781 0.1 0 °C": the test never started.* stays below 11.5 mA/)]);
    // Two discharges of every other cell at either temperature.
    expect(observations.length).toBe(30);
    expect(new Set(observations.map(({ test }) => test.conditions["ambientTemperature"]))).toEqual(new Set([273.15, 298.15]));
  });

  it("the rate test: states of charge are counted back from the charge that follows", async () => {
    const { observations } = await observed("lgm50/rate_test_0_25degC.csv", { kinds: "discharges" });
    expect(observations.length).toBe(8);
    for (const { test } of observations) expect(test.conditions["initialSoc"]).toBeGreaterThan(0.98);
  });

  it("Samsung: pulses without steps are one series, with discharge positive", async () => {
    const question = await refusal(observed("samsung/multipulse_hppc.csv"));
    expect(question.message).toMatch(/initialSoc/);
    const { observations, inferred } = await observed("samsung/multipulse_hppc.csv", {}, { initialSoc: 0.9 });
    expect(observations.map(({ id }) => id)).toEqual(["multipulse_hppc: steps 2-11, 5 pulses up to 6.00 A, 13 min"]);
    expect(inferred.map(({ what }) => what)).toContain("discharging is positive");
  });

  it("NASA: charging is positive, units are asked about, the discharge takes what the table of capacities says", async () => {
    expect((await refusal(record("nasa/raw_B0005_discharge_early_test5.csv"))).message).toMatch(/units to si/);
    const { observations } = await observed("nasa/raw_B0005_discharge_early_test5.csv", { units: "si" }, { initialSoc: 1 });
    const { test } = observations[0]!;
    // Discharge 5 of B0005 in the table of partial charges: 1.835263 Ah.
    expect(chargeOf(test.axis, test.drives!["current"]!) / 3600).toBeCloseTo(1.835, 2);
    expect((await record("nasa/raw_B0005_charge_early_test4.csv", { units: "si" })).steps.some(({ direction, charge }) => direction === -1 && charge < -6000)).toBe(true);
  });
});
