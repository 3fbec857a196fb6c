import { describe, expect, it } from "vitest";
import { trueTest } from "./cell.ts";
import { read, recordOf, refusal } from "./reading.ts";

const rows = trueTest(120);
const table = (headings: string, of: (r: (typeof rows)[number]) => readonly (string | number)[], delimiter = ","): string => `${headings}\n${rows.map((r) => of(r).join(delimiter)).join("\n")}\n`;

describe("a table with other headings", () => {
  const strange = table("A,B,C", (r) => [r.time, r.voltage * 1e3, r.current]);

  it("is asked about, and the mapping named in the question answers", async () => {
    const question = await refusal(recordOf("strange.csv", strange));
    expect(question.code).toBe("data-ambiguous");
    expect(question.message).toMatch(/which columns are time, voltage and current\?.*mapping.*testTime/s);
    const mapping = [{ column: "A", holds: "testTime", unit: "s" }, { column: "B", holds: "voltage", unit: "mV" }, { column: "C", holds: "current", unit: "A" }];
    const record = await recordOf("strange.csv", strange, { mapping });
    expect(record.voltage[0]).toBeCloseTo(rows[0]!.voltage, 9);
    expect(record.current).toEqual(Float64Array.from(rows, (r) => r.current));
  });

  it("of which one column is not known is asked about that one", async () => {
    expect((await refusal(recordOf("two.csv", "time_s,current_A,X\n0,1,3.7\n1,1,3.6\n"))).message).toMatch(/known as voltage.*which column is voltage\?/s);
  });

  it("cannot hold what no cycler logs", async () => {
    expect((await refusal(recordOf("strange.csv", strange, { mapping: [{ column: "A", holds: "colour" }] }))).message).toMatch(/cannot hold "colour".*voltage/s);
    expect((await refusal(recordOf("t.csv", table("time_s,voltage_V,current_A", (r) => [r.time, r.voltage, r.current]), { mapping: [{ column: "current_A", holds: "current", unit: "V" }] }))).code).toBe("unit-unknown");
  });

  it("of which a column is taken by its number, or ignored", async () => {
    const text = table("time_s,voltage_V,current_A,current load", (r) => [r.time, r.voltage, 99, r.current]);
    const record = await recordOf("two.csv", text, { mapping: [{ column: "3", holds: "ignore" }, { column: "current load", holds: "current", unit: "A" }] });
    expect(Math.max(...record.current)).toBe(0.25);
  });
});

describe("units", () => {
  it("of time and current are asked about where headings state none; those of voltage and temperature show in their numbers", async () => {
    const text = table("Voltage_measured,Current_measured,Temperature_measured,Time", (r) => [r.voltage, r.current, r.celsius, r.time]);
    const question = await refusal(recordOf("nasa.csv", text));
    expect(question.message).toMatch(/"Current_measured" \(current\) and "Time" \(testTime\) state no unit.*units to si/s);
    const record = await recordOf("nasa.csv", text, { units: "si" });
    expect(record.current).toEqual(Float64Array.from(rows, (r) => r.current));
    expect(record.temperature![0]).toBeCloseTo(298.15, 9);
    expect((await recordOf("nasa.csv", text, { mapping: [{ column: "Time", holds: "testTime", unit: "s" }, { column: "Current_measured", holds: "current", unit: "mA" }] })).current.at(-50)).toBeCloseTo(rows.at(-50)!.current / 1e3, 12);
  });

  it.each([
    ["t / min,U [mV],I [mA]", (r: (typeof rows)[number]) => [r.time / 60, r.voltage * 1e3, r.current * 1e3]],
    ["Time (h),Cell Voltage (V),Current(A)", (r: (typeof rows)[number]) => [r.time / 3600, r.voltage, r.current]],
    ["时间(s),电压(V),电流(A)", (r: (typeof rows)[number]) => [r.time, r.voltage, r.current]],
  ] as const)("in headings: %s", async (headings, of) => {
    const record = await recordOf("units.csv", table(headings, of));
    expect(record.time.at(-1)).toBeCloseTo(rows.at(-1)!.time, 6);
    expect(record.voltage[5]).toBeCloseTo(rows[5]!.voltage, 9);
    expect(record.current.at(-40)).toBeCloseTo(rows.at(-40)!.current, 9);
  });

  it("with decimal commas between semicolons", async () => {
    const text = table("time_s;voltage_V;current_A", (r) => [r.time, String(r.voltage).replace(".", ","), String(r.current).replace(".", ",")], ";");
    expect((await recordOf("comma.csv", text)).voltage[7]).toBe(rows[7]!.voltage);
  });
});

describe("several tests in one table", () => {
  const two = `cell,ambient_degC,time_s,current_A,voltage_V,status\n${["a", "b"].flatMap((cell) => [0, 25].flatMap((ambient) => rows.map((r) => [cell, ambient, r.time, -r.current, r.voltage, { rest: "PAU", charge: "CHA", discharge: "DCH" }[r.state]].join(",")))).join("\n")}\n`;

  it("are told apart by the columns that name them and by the chamber", async () => {
    const { observations } = await read("two.csv", two, { kinds: "discharges" });
    expect(observations.map(({ id }) => id.slice(0, 18))).toEqual(["two a 0 °C: step 4", "two a 25 °C: step ", "two b 0 °C: step 4", "two b 25 °C: step "]);
    expect(observations.map(({ test }) => test.conditions["ambientTemperature"])).toEqual([273.15, 298.15, 273.15, 298.15]);
  });

  it("of which some are read", async () => {
    const { observations } = await read("two.csv", two, { only: ["b 25 °C"], kinds: "discharges" });
    expect(observations.length).toBe(1);
    expect((await refusal(read("two.csv", two, { only: ["c"] }))).message).toMatch(/holds none of "c"/);
  });
});
