import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { battery } from "../src/index.ts";
import { trueTest } from "./cell.ts";
import { file, recordOf } from "./reading.ts";
import * as write from "./writers.ts";

const rows = trueTest();
const single = (v: number): number => Math.fround(v);

interface Case { readonly name: string; readonly bytes: Uint8Array; readonly vendor: RegExp; readonly temperature?: boolean; readonly single?: boolean; readonly steps?: false }

const cases: readonly Case[] = [
  { name: "machine.bdf.csv", bytes: write.bdfMachine(rows), vendor: /Battery Data Format/, temperature: true },
  { name: "labels.csv", bytes: write.bdfLabels(rows), vendor: /Battery Data Format/, temperature: true },
  { name: "maccor.txt", bytes: write.maccorTab(rows), vendor: /Maccor/, temperature: true },
  { name: "maccor.csv", bytes: write.maccorComma(rows), vendor: /Maccor/ },
  { name: "arbin-new.csv", bytes: write.arbinNew(rows), vendor: /Arbin/, temperature: true },
  { name: "arbin-old.csv", bytes: write.arbinOld(rows), vendor: /Arbin/ },
  { name: "basytec.csv", bytes: write.basytecTwoRows(rows), vendor: /BaSyTec/, temperature: true },
  { name: "basytec.txt", bytes: write.basytecOneRow(rows), vendor: /BaSyTec/, temperature: true },
  { name: "pec.csv", bytes: write.pecCsv(rows), vendor: /PEC/, temperature: true },
  { name: "ec-lab.mpt", bytes: write.mpt(rows), vendor: /BioLogic \.mpt/, temperature: true },
  { name: "neware.csv", bytes: write.newareFlat(rows), vendor: /Neware CSV/, temperature: true },
  { name: "neware-gbk.csv", bytes: new Uint8Array(iconv.encode(write.newareChinese(rows), "gbk")), vendor: /Neware CSV/, temperature: true },
  { name: "neware-utf16.csv", bytes: new Uint8Array(iconv.encode(write.newareChinese(rows), "utf-16le", { addBOM: true })), vendor: /Neware CSV/, temperature: true },
  { name: "neware-levels.csv", bytes: write.newareLevels(rows), vendor: /Neware CSV/, temperature: true },
  { name: "plain.csv", bytes: write.plainTable(rows), vendor: /table/, temperature: true, steps: false },
  { name: "current.mpr", bytes: write.mpr(rows), vendor: /BioLogic \.mpr/, temperature: true, single: true },
  { name: "charge.mpr", bytes: write.mpr(rows, { withCurrent: false }), vendor: /BioLogic \.mpr/, temperature: true, single: true },
  { name: "bts8.ndax", bytes: write.ndax(rows), vendor: /Neware \.ndax/, temperature: true, single: true },
  { name: "bts7.ndax", bytes: write.ndax(rows, 11), vendor: /Neware \.ndax/, single: true },
];

describe("every format gives the same test back", () => {
  it.each(cases)("$name", async ({ name, bytes, vendor, temperature, single: short, steps }) => {
    const record = await recordOf(name, bytes);
    expect(record.vendor).toMatch(vendor);
    const clockOnly = name.startsWith("neware-");
    // Steps follow each other at once, so a clock put together from theirs lacks nothing; readings at the very same time around a jump stay.
    expect(record.time.length).toBe(rows.length);
    const largest = (own: ArrayLike<number>, truth: (i: number) => number): number => Math.max(...Array.from(own, (v, i) => Math.abs(v - truth(i))));
    expect(largest(record.time, (i) => rows[i]!.time - (clockOnly ? rows[0]!.time : 0))).toBeLessThan(2e-3);
    expect(largest(record.voltage, (i) => (short ? single(rows[i]!.voltage) : rows[i]!.voltage))).toBeLessThan(short ? 1e-6 : 1e-9);
    // Charge since the record before says nothing of the current where no time has passed.
    const told = (i: number): boolean => name !== "charge.mpr" || rows[i]!.time > (rows[i - 1]?.time ?? 0);
    expect(largest(record.current, (i) => (told(i) ? rows[i]!.current : record.current[i]!))).toBeLessThan(short ? 2e-6 : 1e-8);
    expect(record.temperature !== undefined).toBe(temperature === true);
    expect(largest(record.temperature ?? [0], (i) => (temperature ? rows[i]!.celsius + 273.15 : 0))).toBeLessThan(short ? 1e-5 : 1e-9);
    expect(record.steps.map(({ direction }) => direction)).toEqual(steps === false ? [0, -1, 0, 1, 0] : [0, -1, -1, 0, 1, 0]);
    expect(record.steps.map(({ number }) => number)).toEqual(steps === false ? [1, 2, 3, 4, 5] : [1, 2, 3, 4, 5, 6]);
    expect(record.steps.map(({ cycle }) => cycle)).toEqual(steps === false ? Array.from({ length: 5 }) : [1, 1, 1, 1, 2, 2]);
    expect(record.steps.find(({ direction }) => direction === 1)!.charge / 3600).toBeCloseTo(rows.at(-1)!.chargeOut, 3);
  });

  it.each(cases)("$name is recognised with more confidence than a table of text can claim", ({ name, bytes }) => {
    expect(battery.recognise(file(name, bytes))).toBeGreaterThan(0.95);
  });
});

describe("files that are not from a cycler are left to others", () => {
  it.each([
    ["triaxial.csv", "Axial strain (%),Deviator stress (kPa),Volumetric strain (%)\n0,0,0\n1,50,0.2\n2,80,0.4\n"],
    ["oedometer.csv", "sig_a_kPa,e,time_s\n10,0.9,0\n20,0.85,60\n"],
    ["notes.txt", "Dear all,\nplease find attached the voltage, the current and the time of the meeting.\n"],
    ["speeds.csv", "time_s,speed_kmh\n0,1\n1,2\n"],
    ["book.xlsx", "PK\u0003\u0004 something"],
    ["empty.csv", ""],
  ])("%s", (name, text) => {
    expect(battery.recognise(file(name, text))).toBe(0);
  });
});
