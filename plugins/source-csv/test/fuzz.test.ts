import fc from "fast-check";
import { InputError, type FileReading, type Protocol } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { csv } from "../src/index.ts";
import { cycling, read, soil, table, usual, type Asked } from "./reading.ts";

/** Whatever comes in, the answer is an observation in order ("sound") or a mistake with a code ("refused"); anything else is named. */
async function verdictOn(content: string | Uint8Array, name = "x-100kPa.csv", more: Asked = {}): Promise<string> {
  let reading: FileReading;
  try {
    reading = await read(content, { name, protocols: [...soil, cycling], ...more });
  } catch (error) {
    return error instanceof InputError ? "refused" : `crashed: ${String(error)}`;
  }
  for (const { test, responses } of reading.observations) {
    const protocol: Protocol = [...soil, cycling].find((p) => p.id === test.protocol)!;
    if (!test.axis.every(Number.isFinite)) return "the axis is not finite";
    if (!protocol.axis.reversals && test.axis.some((v, i) => i > 0 && v < test.axis[i - 1]!)) return "the axis runs back";
    if (!Object.values(test.conditions).every(Number.isFinite)) return "a condition is not finite";
    for (const values of Object.values(responses)) {
      if (values.length !== test.axis.length) return "a response has another length than the axis";
      if (!values.every((v) => Number.isNaN(v) || Number.isFinite(v))) return "a response is infinite";
    }
  }
  return "sound";
}

const soundOrRefused = /^(sound|refused)$/;

const fragment = fc.oneof(
  fc.constantFrom(",", ";", "\t", "|", "\n", "\r\n", " ", "\"", "\"\"", "#", "sep=;", "%", "kPa", "eps_a [%]", "q [kPa]", "eps_v_pct", "u [kPa]", "test", "stage", "TD1", "σ3 = 100 kPa", "轴向应变(%)", "0", "-", "1,234", "1.234,5", "NaN", "1e999", "1e-400", "--", "Infinity", "\u0000", "\ufeff", "\u2028", "-0", "0x10", "٣"),
  fc.double().map(String),
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.string({ maxLength: 6 }),
);

describe("arbitrary input", () => {
  it("of bytes ends in a reading or a mistake", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
      expect(await verdictOn(bytes)).toMatch(soundOrRefused);
    }), { numRuns: 400, seed: 3 });
  });

  it("of pieces of tables, alone or around good rows, ends in a reading or a mistake", async () => {
    const verdicts: string[] = [];
    await fc.assert(fc.asyncProperty(fc.array(fragment, { maxLength: 60 }), async (pieces) => {
      const text = pieces.join("");
      for (const content of [text, `eps_a [%],q [kPa]\n${text}`, `${text}\n${table(usual)}`]) verdicts.push(await verdictOn(content));
      expect(verdicts.at(-1)).toMatch(soundOrRefused);
    }), { numRuns: 250, seed: 4 });
    expect(verdicts.filter((v) => !soundOrRefused.test(v))).toEqual([]);
    expect(verdicts.filter((v) => v === "sound").length).toBeGreaterThan(20);
  });

  it("of random rows under good headings keeps the axis finite and in order", async () => {
    const cell = fc.oneof({ weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((v) => v.toPrecision(6)) }, { weight: 1, arbitrary: fc.constantFrom("", "-", "NaN", "x", "1,5") });
    const verdicts: string[] = [];
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 30 }), async (rows) => {
      verdicts.push(await verdictOn(`t [s],I [A],U [V]\n${rows.map((r) => r.join(",")).join("\n")}`, "a.csv", { protocols: [cycling], settings: { badRows: "skip", loops: "envelope" } }));
      expect(verdicts.at(-1)).toMatch(soundOrRefused);
    }), { numRuns: 300, seed: 5 });
    expect(verdicts.filter((v) => v === "sound").length).toBeGreaterThan(20);
  });

  it("of any file name is harmless", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ maxLength: 300 }), async (name) => {
      expect(await verdictOn(table(usual), name)).toMatch(soundOrRefused);
    }), { numRuns: 200, seed: 6 });
  });

  it("a valid file cut or changed at any byte ends in a reading or a mistake", async () => {
    const bytes = new TextEncoder().encode(`# sigma3 = 100 kPa\n${table(usual, undefined, ";", ",")}\n`);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }), fc.boolean(), async (at, byte, cut) => {
      expect(await verdictOn(cut ? bytes.slice(0, at) : bytes.with(at, byte))).toMatch(soundOrRefused);
    }), { numRuns: 500, seed: 7 });
  });
});

describe("large input", () => {
  // The limit of each is the runner's own: what grows with the square of the input would take minutes.
  const digits = "1".repeat(400_000);
  it.each([
    ["one line of digits", digits],
    ["one line of commas", ",".repeat(400_000)],
    ["one line of quotes", "\"".repeat(200_000)],
    ["one line of letters and blanks", "a ".repeat(200_000)],
    ["one line of brackets", `${"[(".repeat(100_000)}\n1,2\n`],
    ["a line of colons and numbers", `${"a: 1 ".repeat(20_000)}\n${table(usual)}`],
    ["a long heading above readings", `eps_a [%],q [kPa],${"x".repeat(300_000)}\n0,0,0\n1,2,3\n`],
    ["many headings", `${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(",")}\n${Array.from({ length: 20_000 }, (_, i) => i).join(",")}\n`],
    ["many blank lines", `${"\n".repeat(100_000)}${table(usual)}`],
    ["many comments", `${"# a comment: 5\n".repeat(20_000)}${table(usual)}`],
    ["many tables", Array.from({ length: 400 }, () => table(usual).split("\n").slice(0, 4).join("\n")).join("\n")],
  ])("%s is answered", async (_, text) => {
    expect(await verdictOn(text)).toMatch(soundOrRefused);
  }, 20_000);

  it("30 000 rows are read whole", async () => {
    const n = 30_000;
    const rows = Array.from({ length: n }, (_, i) => `${(i * 15) / n};${(i * 2) / n};${((500 * i) / (i + n / 10)).toFixed(4)}`);
    const reading = await read(`${usual.join(";")}\n${rows.join("\n")}\n`);
    expect(reading.observations[0]!.test.axis.length).toBe(n);
  });
});

describe("recognise", () => {
  it("is cheap and total: any bytes give a number from 0 to 1", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, name) => {
      const sure = csv.recognise({ name, bytes });
      expect(sure).toBeGreaterThanOrEqual(0);
      expect(sure).toBeLessThanOrEqual(1);
    }));
  });

  it("knows tables, and leaves spreadsheets and pictures to others", () => {
    const bytes = new TextEncoder().encode(table(usual));
    expect(csv.recognise({ name: "a.csv", bytes })).toBeGreaterThan(0.9);
    expect(csv.recognise({ name: "a.dat", bytes })).toBeGreaterThan(0.5);
    expect(csv.recognise({ name: "a.xlsx", bytes: Uint8Array.of(0x50, 0x4b, 3, 4, 1, 1) })).toBe(0);
    expect(csv.recognise({ name: "a.csv", bytes: new Uint8Array(0) })).toBe(0);
  });
});
