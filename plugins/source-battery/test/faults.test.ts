import { describe, expect, it } from "vitest";
import { trueTest, type TrueRow } from "./cell.ts";
import { read, recordOf, refusal } from "./reading.ts";
import { bdfMachine, concat, maccorTab, mpr, ndax, plainTable } from "./writers.ts";

const rows = trueTest();
const at = (k: number, change: Partial<TrueRow>): readonly TrueRow[] => rows.map((r, i) => (i === k ? { ...r, ...change } : r));
const voltageOf = async (all: readonly TrueRow[]): Promise<{ readonly values: Float64Array; readonly warnings: string }> => {
  const record = await recordOf("faulty.bdf.csv", bdfMachine(all));
  return { values: record.voltage, warnings: record.warnings.join("\n") };
};

describe("deliberate faults", () => {
  it("a single wild voltage is left out and told of, with its line", async () => {
    const { values, warnings } = await voltageOf(at(200, { voltage: 9.99 }));
    expect(values.length).toBe(rows.length - 1);
    expect(warnings).toMatch(/line 202 left out: the voltage jumps to 9.99 V and back/);
  });

  it("two or three in a row too, but not a voltage that stays", async () => {
    const spiked = (n: number): readonly TrueRow[] => rows.map((r, i) => (i >= 200 && i < 200 + n ? { ...r, voltage: -1.5 - 0.1 * i } : r));
    for (const n of [2, 3]) expect((await voltageOf(spiked(n))).values.length).toBe(rows.length - n);
    expect((await voltageOf(spiked(30))).values.length).toBe(rows.length);
  });

  it("a jump of the voltage with the current stays", async () => {
    const { values, warnings } = await voltageOf(rows);
    expect(values.length).toBe(rows.length);
    expect(warnings).toBe("");
  });

  it("a row written twice, a row that runs back and a row far ahead are left out", async () => {
    const twice = [...rows.slice(0, 101), rows[100]!, ...rows.slice(101)];
    expect((await voltageOf(twice)).warnings).toMatch(/line 103 left out: written twice/);
    for (const time of [rows[100]!.time - 500, rows[100]!.time + 1e6]) {
      const { values, warnings } = await voltageOf(at(100, { time }));
      expect(values.length).toBe(rows.length - 1);
      expect(warnings).toMatch(/line 102 left out: time runs back/);
    }
  });

  it("missing currents and voltages leave rows out", async () => {
    const { values, warnings } = await voltageOf(rows.map((r, i) => (i % 100 === 50 ? { ...r, current: Number.NaN } : r)));
    expect(values.length).toBe(rows.length - 4);
    expect(warnings).toMatch(/4 rows \(the first at line 52\) left out: no voltage or no current/);
  });

  it("an open thermocouple is no temperature; the next thermometer is taken", async () => {
    const record = await recordOf("maccor.txt", maccorTab(rows));
    expect(record.temperature![0]).toBeCloseTo(298.15, 9);
    const open = await recordOf("maccor.txt", maccorTab(rows.map((r) => ({ ...r, celsius: -2500 }))));
    expect(open.temperature).toBeUndefined();
    expect(open.warnings.join()).toMatch(/open thermocouple/);
  });

  it("single readings of an open thermocouple are gaps", async () => {
    const record = await recordOf("gaps.csv", plainTable(at(10, { celsius: -2500 })));
    expect(record.temperature![10]).toBeNaN();
    expect(record.temperature![11]).toBeCloseTo(298.15, 9);
  });

  it("a test that never started gives no observation and a sentence that says so", async () => {
    const idle = rows.slice(0, 200).map((r) => ({ ...r, current: r.time === 60 ? -0.0115 : 0, voltage: 3.125 + 1e-6 * r.time, state: "rest" as const, step: 1, cycle: 1 }));
    const { observations, warnings } = await read("idle.csv", plainTable(idle));
    expect(observations).toEqual([]);
    expect(warnings.join()).toMatch(/the test never started.*196 readings.*stays below 11.5 mA and the voltage does not answer it/);
  });

  it("lines that are no readings are counted", async () => {
    const text = new TextDecoder().decode(plainTable(rows));
    const record = await recordOf("notes.csv", text.replace("\r\n60,", "\r\nsee logbook,,,\r\n60,"));
    expect(record.time.length).toBe(rows.length);
    expect(record.warnings.join()).toMatch(/line 3 left out: no number for the voltage/);
  });
});

describe("damaged files", () => {
  it("a page of a .ndax that does not match its checksum is refused by name", async () => {
    const { zipSync, unzipSync } = await import("fflate");
    const parts = unzipSync(ndax(rows));
    parts["data.ndc"]![4500]! ^= 1;
    expect((await refusal(recordOf("bad.ndax", zipSync(parts)))).message).toMatch(/data.ndc: page 2 does not match its checksum/);
  });

  it("an archive that swells is refused before it is unpacked", async () => {
    const { zipSync } = await import("fflate");
    const error = await refusal(recordOf("bomb.ndax", zipSync({ "data.ndc": new Uint8Array(2 ** 24) })));
    expect(error.code).toBe("archive-too-large");
    expect(error.message).toMatch(/"data.ndc" in it unpacks to 16 MB from 0.016 MB/);
  });

  it("an archive that claims less than it holds is damaged, and not unpacked further than it claims", async () => {
    const { zipSync } = await import("fflate");
    const liar = zipSync({ "data.ndc": new Uint8Array(2 ** 24) });
    const directory = new DataView(liar.buffer, liar.byteOffset).getUint32(liar.length - 22 + 16, true);
    new DataView(liar.buffer, liar.byteOffset).setUint32(directory + 24, 10, true);
    expect((await refusal(recordOf("liar.ndax", liar))).message).toMatch(/"data.ndc" does not match its checksum/);
  });

  it("pieces of containers are refused with words and never crash", async () => {
    for (const [name, whole] of [["a.mpr", mpr(rows)], ["a.ndax", ndax(rows)]] as const) {
      for (let share = 1; share < 20; share++) {
        const error = await refusal(recordOf(name, whole.slice(0, Math.floor((whole.length * share) / 20))));
        expect(error.code).toBe("data-unreadable");
      }
    }
  });

  it("an unknown column of a .mpr is skipped where its width follows from the file, and refused where it does not", async () => {
    const record = await recordOf("one.mpr", mpr(rows, { unknown: 999 }));
    expect(record.time.length).toBe(rows.length);
    expect(record.warnings.join()).toMatch(/column number 999 is not known/);
    const bytes = mpr(rows);
    // The number of records is raised, so that the columns no longer fill the module.
    const at = concat([bytes]);
    const start = new TextDecoder("latin1").decode(at).indexOf("MODULEVMP data") + 65;
    new DataView(at.buffer).setUint32(start, rows.length + 1, true);
    expect((await refusal(recordOf("two.mpr", at))).message).toMatch(/records take .* bytes each.*\.mpt/s);
  });

  it("a .nda is recognised and its owner told how to export it", async () => {
    expect((await refusal(recordOf("old.nda", "NEWARE and more bytes"))).message).toMatch(/\.nda.*export it as \.ndax or CSV; without BTSDA, .*NewareNDA .*units: si/s);
  });

  it("what NewareNDA makes of a .nda is read with units: si, as its owner is told", async () => {
    const readings = Array.from({ length: 40 }, (_, i) => (i < 10 ? `${i + 1},1,1,Rest,${10 * i}.0,3.7,0.0,0,0` : `${i + 1},1,2,CC_DChg,${10 * (i - 10)}.0,${(3.65 - 0.001 * i).toFixed(3)},-1000.0,0,${(((i - 10) * 10) / 3.6).toFixed(4)}`));
    const record = await recordOf("old.csv", `Index,Cycle,Step,Status,Time,Voltage,Current(mA),Charge_Capacity(mAh),Discharge_Capacity(mAh)\n${readings.join("\n")}\n`, { units: "si" });
    expect(record.current.at(-1)).toBe(1);
    expect(record.time.at(-1)! - record.time[0]!).toBe(380);
  });

  it("a .ndax of a layout that no file has confirmed says so", async () => {
    expect((await recordOf("bts7.ndax", ndax(rows, 11))).warnings.join()).toMatch(/layout 11 is read as others describe it .*hold a few records against BTSDA/);
    expect((await recordOf("bts8.ndax", ndax(rows))).warnings.join()).not.toMatch(/layout/);
  });

  it("a database that is no .res of Arbin is refused", async () => {
    expect((await refusal(recordOf("x.res", "\0\u0001\0\0Standard Jet DB\0 and nothing else"))).message).toMatch(/database cannot be read/);
  });
});
