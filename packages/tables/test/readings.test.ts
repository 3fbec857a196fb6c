import { describe, expect, it } from "vitest";
import { startAgainst } from "../src/sign.ts";
import { withoutJitter } from "../src/monotone.ts";
import { drained, drainedRows, read, readOne, refusal, table, told, usual } from "./reading.ts";

const withRow = (index: number, row: readonly (number | string)[]): string => {
  const lines = table(usual).split("\n");
  lines.splice(index, 0, row.join(","));
  return lines.join("\n");
};

describe("gaps", () => {
  it.each(["", "-", "NaN", "n/a", "#N/A", "--"])("a response written %j is a gap", async (gap) => {
    const reading = await read(withRow(5, [0.4, gap, 40]));
    const { responses } = reading.observations[0]!;
    expect(responses["volumetricStrain"]![4]).toBeNaN();
    expect(responses["deviatorStress"]![4]).toBe(40);
    expect(reading.warnings.join()).toContain("lacks 1 of 11");
  });

  it("a row without its strain has no place on the axis and is left out, with a warning", async () => {
    const reading = await read(withRow(5, ["", 0.2, 40]));
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect(reading.warnings.join()).toContain("1 of 11 rows have no axialStrain");
  });

  it("a response that is nothing but gaps is left out", async () => {
    const { responses } = await readOne(table(usual, drainedRows.map(([a, , q]) => [a, Number.NaN, q])));
    expect(Object.keys(responses)).toEqual(["deviatorStress"]);
  });
});

describe("bad rows", () => {
  it("a summary below the readings is none of them, though only the column of running numbers says so", async () => {
    const text = `${table(["No", ...usual], drainedRows.map((r, i) => [i + 1, ...r]))}\nMax,15,2.2492,208.98\nMean,3.46,0.94,95.6`;
    const error = await refusal(text);
    expect(error.message).toMatch(/line 12: column 1 .*"Max"/);
    expect([...(await readOne(text, { settings: { badRows: "skip" } })).test.axis]).toEqual(drained.axis);
  });

  it("clock times and dates in a column that nothing needs are no mistake", async () => {
    const text = table(["Date", "Time", ...usual]).split("\n").map((line, i) => (i === 0 ? line : `04.05.2023,10:${10 + i}:00,${line}`)).join("\n");
    const reading = await read(text);
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect(reading.warnings.join()).toMatch(/time \(column 2, "Time"\) is not used: it holds text/);
  });

  it("text among the numbers is refused with row and column, or skipped where the user says so", async () => {
    const text = withRow(5, [0.4, "0.2x", 40]);
    const error = await refusal(text);
    expect(error.code).toBe("data-unreadable");
    expect(error.message).toMatch(/CD-100kPa\.csv, line 6: column 2 .*0\.2x/);
    const reading = await read(text, { settings: { badRows: "skip" } });
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect(reading.warnings.join()).toContain("line 6 left out");
  });

  it("a row that ends early or goes on too long is refused", async () => {
    expect((await refusal(withRow(5, [0.4, 0.2]))).message).toContain("line 6");
    expect((await refusal(withRow(5, [0.4, 0.2, 40, 7]))).message).toContain("line 6");
    expect((await refusal(table(usual).slice(0, -8))).code).toBe("data-unreadable");
  });

  it("numbers without end are refused", async () => {
    expect((await refusal(withRow(5, [0.4, 0.2, "1e999"]))).code).toBe("data-unreadable");
    expect((await refusal(withRow(5, [0.4, 0.2, "Infinity"]))).code).toBe("data-unreadable");
  });

  it("text where there is no column that counts does not matter", async () => {
    const text = table([...usual, "remark"]).split("\n").map((line, i) => (i === 0 ? line : `${line},row ${i}`)).join("\n");
    expect([...(await readOne(text)).test.axis]).toEqual(drained.axis);
  });
});

describe("an axis that runs back", () => {
  it("by jitter is cleared of it, and told", async () => {
    const reading = await read(withRow(8, [2.4999, 1.03, 87.9]).replace("5,1.6718", "2.4998,1.03,87.9\n5,1.6718"));
    const { axis } = reading.observations[0]!.test;
    expect(axis.every((v, i) => i === 0 || v >= axis[i - 1]!)).toBe(true);
    expect(reading.warnings.join()).toMatch(/runs back by at most/);
  });

  it("in a genuine unload-reload loop is kept, however small the strain", async () => {
    const loop = [...drainedRows.slice(0, 8), [4.97, 1.66, 90], [4.94, 1.65, 50], [4.9, 1.64, 10], [4.94, 1.65, 60], [4.98, 1.66, 120], ...drainedRows.slice(8)];
    const reading = await read(table(usual, loop));
    expect(reading.observations[0]!.test.axis.length).toBe(loop.length);
    expect(reading.warnings.join()).toContain("turns 2 times");
    const envelope = await readOne(table(usual, loop), { settings: { loops: "envelope" } });
    expect([...envelope.test.axis]).toEqual(drained.axis);
    const kept = await readOne(table(usual, loop), { settings: { loops: "keep" } });
    expect(kept.test.axis.length).toBe(loop.length);
  });

  it("all the time is a question", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [i % 2 === 0 ? i / 10 : i / 10 - 0.15, i / 100, 10 * i]);
    const error = await refusal(table(usual, rows));
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("loops");
  });

  it("to its start in one row is another test or a mistake: asked, split or kept", async () => {
    const text = table(usual, [...drainedRows, ...drainedRows]);
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("restarts");
    expect((await read(text, { settings: { restarts: "split" } })).observations.map((o) => o.id)).toEqual(["CD-100kPa 1", "CD-100kPa 2"]);
  });

  it("at repeated readings keeps all of them, with a warning", async () => {
    const reading = await read(withRow(6, [0.5, 0.2191, 44.4]));
    expect(reading.observations[0]!.test.axis.length).toBe(11);
    expect(reading.warnings.join()).toContain("repeats itself at 1");
  });

  it("keeps a descending envelope for extension", () => {
    const axis = Float64Array.from([0, -1, -2, -1.99, -3, -4]);
    expect(withoutJitter(axis, [], true)).toMatchObject({ indices: [0, 1, 2, 4, 5], dropped: 1, turns: 0 });
  });

  it("looks at each reading a bounded number of times: a decaying swing of 200 000 readings ends", () => {
    const n = 200_000;
    const axis = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1) * (1 - i / n));
    expect(withoutJitter(axis, [axis], true).indices.length).toBeGreaterThan(0);
  });
});

describe("a start that is not zero", () => {
  it("by a hair is zeroed and told", async () => {
    const reading = await read(table(usual, drainedRows.map(([a, v, q], i) => (i === 0 ? [-0.0004, v, q] : [a, v, q]))));
    expect(reading.observations[0]!.test.axis[0]).toBe(0);
    expect(told(reading)).toContain("hair off zero");
  });

  it("because the first reading is missing stays as it is, with a warning", async () => {
    const reading = await read(table(usual, drainedRows.slice(1)));
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis.slice(1));
    expect(reading.warnings.join()).toContain("missing");
  });

  it("far from zero is a question: an offset or a cut", async () => {
    const text = table(usual, drainedRows.map(([a, v, q]) => [a + 3, v + 2, q]));
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("start");
    const { test, responses } = await readOne(text, { settings: { start: "subtract" } });
    expect(test.axis.at(-1)).toBeCloseTo(0.15, 12);
    expect(responses["volumetricStrain"]!.at(-1)).toBeCloseTo(0.021225, 12);
    expect((await readOne(text, { settings: { start: "keep" } })).test.axis[0]).toBe(0.03);
  });

  it("beside a response that begins at zero is a question even where it is small", async () => {
    const text = table(usual, drainedRows.map(([a, v, q]) => [Number((a + 0.13).toFixed(2)), v, q]));
    const error = await refusal(text);
    expect(error.message).toMatch(/axialStrain begins at 0\.0013, where volumetricStrain is zero/);
    const { test } = await readOne(text, { settings: { start: "subtract" } });
    expect(Math.max(...test.axis.map((a, i) => Math.abs(a - drained.axis[i]!)))).toBeLessThan(1e-15);
  });

  it("of a response beside a strain of zero is an offset", async () => {
    const { responses } = await readOne(table(usual, drainedRows.map(([a, v, q]) => [a, v + 2, q])));
    expect(responses["volumetricStrain"]!.at(-1)).toBeCloseTo(0.021225, 12);
  });
});

describe("how a curve starts against its axis", () => {
  it("is seen in both directions of the axis, and not where nothing moves", () => {
    const x = Float64Array.from([0, 1, 2, 3, 4, 5]);
    expect(startAgainst(Float64Array.from([0, 1, 2, 3, 2, -9]), x)).toEqual({ way: 1, share: 3 / 9 });
    expect(startAgainst(Float64Array.from([0, -1, -2, -3, -2, 9]), x).way).toBe(-1);
    expect(startAgainst(Float64Array.from([0, -1, -2, -3, -2, 9]), x.map((v) => -v)).way).toBe(1);
    expect(startAgainst(Float64Array.from([3, 3, 3, 3, 3, 3]), x).way).toBe(0);
  });
});
