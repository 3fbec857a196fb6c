import { describe, expect, it } from "vitest";
import { battery } from "../src/index.ts";
import { file, read, refusal } from "./reading.ts";

/** 10 min at 1 s: 3 A for 20 s, -1 A for 10 s, a rest of 10 s, again and again. */
const amperes = (t: number): number => (t % 40 < 20 ? 3 : t % 40 < 30 ? -1 : 0);
const table = (heading: string, of: (t: number) => number = amperes): string => `time_s,${heading}\n${Array.from({ length: 601 }, (_, t) => `${t},${of(t)}`).join("\n")}\n`;

describe("a table that only prescribes what a cell is to do", () => {
  it("is a planned test: each current holds until the next, and rows that repeat the one before are left out", async () => {
    const { observations: [planned], inferred, warnings } = await read("us06.csv", table("current_A"), { points: 100 });
    expect(planned!.responses).toEqual({});
    const { axis, drives, program } = planned!.test;
    expect(program).toEqual({ hold: "step" });
    expect(axis.length).toBeLessThanOrEqual(100);
    // The prescribed current is the same at every second.
    for (let t = 0; t <= 600; t++) expect(drives!["current"]![axis.findLastIndex((at) => at <= t)], `at ${t} s`).toBe(amperes(t));
    expect(inferred.map(({ what }) => what)).toEqual(expect.arrayContaining(["current profile over 10 min", "discharging is positive", "each current holds until the next"]));
    expect(warnings.join()).toMatch(/holds no voltage, so nothing can be estimated from it: study check says what such a test would tell/);
  });
  it("is turned where more flows the other way, as the user says, and asked about where neither is clear", async () => {
    const turned = await read("p.csv", table("current_A", (t) => -amperes(t)));
    expect(turned.observations[0]!.test.drives!["current"]![0]).toBe(3);
    const charging = await read("p.csv", table("current_A", (t) => -amperes(t)), { currentSign: "discharge-positive" });
    expect(charging.observations[0]!.test.drives!["current"]![0]).toBe(-3);
    expect((await refusal(read("p.csv", table("current_A", (t) => (t % 2 === 0 ? 1 : -1))))).message).toMatch(/does not show which sign a discharge has.*Set currentSign/s);
  });
  it("of power becomes steps of a cycler, in watts", async () => {
    const { observations: [planned] } = await read("p.csv", table("Power / mW", (t) => 1e3 * amperes(t)));
    const { steps } = planned!.test.program as { steps: readonly { mode: string; value: number; duration: number }[] };
    expect(steps.slice(0, 4)).toEqual([{ mode: "power", value: 3, duration: 20 }, { mode: "power", value: -1, duration: 10 }, { mode: "power", value: 0, duration: 10 }, { mode: "power", value: 3, duration: 20 }]);
    expect(steps.reduce((sum, { duration }) => sum + duration, 0)).toBe(600);
  });
  it("is recognised by the unit of its current; without one it may be anything", () => {
    expect(battery.recognise(file("us06.csv", table("current_A")))).toBeGreaterThan(0.95);
    expect(battery.recognise(file("us06.csv", table("I")))).toBeLessThan(0.5);
    expect(battery.recognise(file("us06.csv", table("axial stress (kPa)")))).toBe(0);
  });
  it("is not what a table is whose voltage has a name of its own: that is asked about", async () => {
    const odd = table("current_A,U_klemme").replace(/,(-?\d)$/gm, (_, i: string) => `,${i},${3.7 - 0.01 * Number(i)}`);
    expect((await refusal(read("p.csv", odd))).message).toMatch(/which column is voltage\?/);
    expect((await read("p.csv", odd, { mapping: [{ column: "U_klemme", holds: "voltage", unit: "V" }] }, { initialSoc: 1 })).observations[0]!.responses).toHaveProperty("voltage");
  });
});
