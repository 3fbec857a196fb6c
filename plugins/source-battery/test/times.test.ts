import { describe, expect, it } from "vitest";
import { durationOf, instantOf, orderOf } from "../src/text/times.ts";
import { trueTest, type TrueRow } from "./cell.ts";
import { read, recordOf, refusal } from "./reading.ts";
import { arbinOld, bdfMachine, plainTable } from "./writers.ts";

const rows = trueTest();
const said = (record: Awaited<ReturnType<typeof recordOf>>): string => [...record.notes.map(({ what, because }) => `${what}: ${because}`), ...record.warnings].join("\n");
const last = (values: Float64Array): number => values.at(-1)!;

describe("times in words", () => {
  it.each([
    ["0d 00:00:5.05000019073486", 5.05000019073486], ["  1d 01:01:01", 90_061], ["12:34:56", 45_296], ["100:00:00", 360_000], ["1-00:00:10", 86_410], ["05:30", 330], ["00:00:01:500", 1.5], ["00:00:01,5", 1.5],
    ["", Number.NaN], ["5", Number.NaN], ["rest", Number.NaN],
  ])("%s", (text, seconds) => {
    expect(durationOf(text)).toBe(seconds);
  });

  it("dates with day or month first, named months and half days", () => {
    const noon = Date.UTC(2024, 4, 20, 12, 0, 0) / 1e3;
    for (const text of ["2024-05-20 12:00:00", "05/20/2024 12:00:00 PM", "20-May-24 12:00:00", "2024/05/20 12:00"]) expect(instantOf(text, "month-first")).toBe(noon);
    expect(instantOf("20.05.2024 12:00:00", "day-first")).toBe(noon);
    expect(instantOf("no date", "day-first")).toBeNaN();
    expect(orderOf("12/11/2020 10:00:00", "13/11/2020 10:00:00")).toBe("day-first");
    expect(orderOf("12/11/2020 10:00:00", "12/12/2020 10:00:00")).toBe("month-first");
  });
});

describe("time", () => {
  it("in milliseconds under a heading in seconds is proven by the counted charge", async () => {
    const late = rows.map((r) => ({ ...r, time: r.time * 1e3, stepTime: r.stepTime * 1e3 }));
    const record = await recordOf("ms.csv", arbinOld(late).slice());
    expect(last(record.time)).toBeCloseTo(rows.at(-1)!.time, 6);
    expect(said(record)).toMatch(/time is in ms, whatever its heading says/);
  });

  it("in hours under a heading in seconds is proven too", async () => {
    const record = await recordOf("h.csv", arbinOld(rows.map((r) => ({ ...r, time: r.time / 3600, stepTime: r.stepTime / 3600 }))));
    expect(last(record.time)).toBeCloseTo(rows.at(-1)!.time, 6);
  });

  it("is what the user says", async () => {
    const record = await recordOf("plain.csv", plainTable(rows.map((r) => ({ ...r, time: r.time * 1e3 }))), { timeUnit: "ms" });
    expect(last(record.time)).toBeCloseTo(rows.at(-1)!.time, 9);
  });

  it("that starts anew with every step is put together", async () => {
    const text = `step,time_s,current_A,voltage_V\n${rows.map((r) => [r.step, r.stepTime, r.current, r.voltage].join(",")).join("\n")}\n`;
    const record = await recordOf("steps.csv", text);
    expect(record.time.length).toBe(rows.length);
    expect(last(record.time)).toBeCloseTo(rows.at(-1)!.time, 6);
    expect(said(record)).toMatch(/clocks of its steps/);
  });

  it("that starts anew without a reason is asked about; the answer splits the file or joins it", async () => {
    const part = (start: number): readonly TrueRow[] => rows.map((r) => ({ ...r, voltage: r.voltage + start }));
    const lines = (all: readonly TrueRow[]): string => all.map((r) => [r.time, r.current, r.voltage].join(",")).join("\n");
    const text = `time_s,current_A,voltage_V\n${lines(part(0))}\n${lines(part(0.001))}\n`;
    const question = await refusal(recordOf("twice.csv", text));
    expect(question.code).toBe("data-ambiguous");
    expect(question.message).toMatch(/line 394.*restarts/s);
    const split = await read("twice.csv", text, { restarts: "split", kinds: "discharges" });
    expect(split.observations.map(({ id }) => id)).toEqual(["twice 1: step 4, discharge 0.250 A, 3.7 h", "twice 2: step 4, discharge 0.250 A, 3.7 h"]);
    expect(last((await recordOf("twice.csv", text, { restarts: "join" })).time)).toBeCloseTo(2 * rows.at(-1)!.time, 6);
  });

  it("that leaps where the clock of the step does not is put right", async () => {
    const leap = rows.map((r) => (r.step === 5 && r.stepTime >= 6000 ? { ...r, time: r.time + 50_000 } : r));
    const record = await recordOf("leap.bdf.csv", bdfMachine(leap.map((r) => (r.step === 6 ? { ...r, time: r.time + 50_000 } : r))));
    expect(last(record.time)).toBeCloseTo(rows.at(-1)!.time, 6);
    expect(said(record)).toMatch(/leap is taken out/);
  });

  it("that falls back where the clock of the step goes on is put right", async () => {
    const fallen = rows.map((r) => (r.step === 6 || (r.step === 5 && r.stepTime >= 6000) ? { ...r, time: r.time - 9000 } : r));
    const record = await recordOf("fall.bdf.csv", bdfMachine(fallen));
    expect(record.time.length).toBe(rows.length);
    expect(last(record.time)).toBeCloseTo(rows.at(-1)!.time, 6);
    expect(said(record)).toMatch(/time falls at line \d+, where the clock of the step or the date goes on/);
  });

  it("that is missing while current flows is told of", async () => {
    const record = await recordOf("gap.csv", plainTable(rows.filter((r) => r.step !== 5 || r.stepTime < 3000 || r.stepTime > 9000)));
    expect(said(record)).toMatch(/no readings for 61\d\d s before line \d+, while 0.25 A flow/);
  });
});
