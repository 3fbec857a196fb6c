import { describe, expect, it } from "vitest";
import { trueTest, type TrueRow } from "./cell.ts";
import { read, recordOf, refusal } from "./reading.ts";
import { bdfMachine, maccorTab, newareFlat, plainTable } from "./writers.ts";

const rows = trueTest();
const turned = (all: readonly TrueRow[]): readonly TrueRow[] => all.map((r) => ({ ...r, current: 0 - r.current }));
const unsigned = (all: readonly TrueRow[]): readonly TrueRow[] => all.map((r) => ({ ...r, current: Math.abs(r.current) }));
const directions = (record: Awaited<ReturnType<typeof recordOf>>): readonly number[] => record.steps.map(({ direction }) => direction);
const said = (record: Awaited<ReturnType<typeof recordOf>>): string => [...record.notes.map(({ what, because }) => `${what}: ${because}`), ...record.warnings].join("\n");

describe("the sign of the current", () => {
  it("is read from the words of the cycler, where it has none itself", async () => {
    const record = await recordOf("maccor.txt", maccorTab(rows));
    expect(directions(record)).toEqual([0, -1, -1, 0, 1, 0]);
    expect(said(record)).toMatch(/current without a sign.*own word/);
  });

  it("is read from the voltage, where a format that has signs comes without them, and a held voltage goes on as the current before it", async () => {
    const record = await recordOf("unsigned.bdf.csv", bdfMachine(unsigned(rows)));
    expect(directions(record)).toEqual([0, -1, -1, 0, 1, 0]);
    expect(said(record)).toMatch(/no sign, though Battery Data Format says that charging is positive/);
  });

  it("follows the data where they contradict the format, and says so", async () => {
    const record = await recordOf("turned.bdf.csv", bdfMachine(turned(rows)));
    expect(directions(record)).toEqual([0, -1, -1, 0, 1, 0]);
    expect(said(record)).toMatch(/discharging is positive in this file, though/);
  });

  it("of a plain table is that of the voltage, either way", async () => {
    for (const way of [rows, turned(rows)]) expect(directions(await recordOf("plain.csv", plainTable(way)))).toEqual([0, -1, 0, 1, 0]);
  });

  it("is what the user says, whatever the data show", async () => {
    expect(directions(await recordOf("plain.csv", plainTable(rows), { currentSign: "charge-positive" }))).toEqual([0, 1, 0, -1, 0]);
  });

  it("is asked about where neither format nor voltage tells, and the setting named in the question answers", async () => {
    const flat = plainTable(rows.filter(({ state }) => state === "discharge").map((r) => ({ ...r, voltage: 3.7 })));
    const question = await refusal(recordOf("flat.csv", flat));
    expect(question.code).toBe("data-ambiguous");
    expect(question.message).toMatch(/currentSign/);
    expect((await recordOf("flat.csv", flat, { currentSign: "discharge-positive" })).current[0]).toBe(0.25);
  });

  it("of a profile that changes again and again shows in its jumps", async () => {
    const profile = Array.from({ length: 200 }, (_, i) => ({ t: i, current: [1, -0.5, 2, 0][i % 4]! }));
    const text = `time_s,current_A,voltage_V\n${profile.map(({ t, current }) => `${t},${-current},${(3.7 - 0.05 * current - 1e-5 * t).toFixed(5)}`).join("\n")}\n`;
    const record = await recordOf("profile.csv", text);
    expect(Array.from(record.current.subarray(0, 4))).toEqual([1, -0.5, 2, 0]);
    expect(record.steps.map(({ direction }) => direction)).toEqual([2]);
    const { observations } = await read("profile.csv", text, {}, { initialSoc: 0.5 });
    expect(observations.map(({ id }) => id)).toEqual(["profile: step 1, profile up to 2.00 A, 3 min"]);
    expect(Array.from(observations[0]!.test.drives!["current"]!)).toEqual(profile.map(({ current }) => current));
  });

  it("words that contradict the voltage are told of", async () => {
    const wrong = rows.map((r) => (r.step === 5 ? { ...r, state: "charge" as const } : r));
    const record = await recordOf("maccor.txt", maccorTab(wrong));
    expect(said(record)).toMatch(/voltage does not go the way of the current/);
  });

  it("in mA is turned into A", async () => {
    const record = await recordOf("neware.csv", newareFlat(rows));
    expect(Math.max(...record.current)).toBeCloseTo(0.25, 6);
  });
});
