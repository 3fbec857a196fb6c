import { InputError } from "@inversa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { battery } from "../src/index.ts";
import { trueTest } from "./cell.ts";
import { file, read } from "./reading.ts";
import { arbinOld, basytecTwoRows, bdfLabels, maccorTab, mpr, mpt, ndax, newareLevels } from "./writers.ts";

const rows = trueTest(600);
const whole = [["a.csv", arbinOld(rows)], ["b.csv", basytecTwoRows(rows)], ["c.csv", bdfLabels(rows)], ["d.txt", maccorTab(rows)], ["e.mpt", mpt(rows)], ["f.csv", newareLevels(rows)], ["g.mpr", mpr(rows)], ["h.ndax", ndax(rows)]] as const;

/** Observations of finite numbers on a time that does not fall, or words. */
async function answered(name: string, bytes: Uint8Array): Promise<boolean> {
  const sure = battery.recognise(file(name, bytes));
  if (!(sure >= 0 && sure <= 1)) return false;
  const answer = await read(name, bytes, {}, { initialSoc: 0.5 }).catch((error: unknown) => error);
  if (answer instanceof InputError) return true;
  return typeof answer === "object" && answer !== null && "observations" in answer;
}

describe("damaged files", () => {
  it("with bytes changed are read or refused with words", async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...whole), fc.array(fc.tuple(fc.double({ min: 0, max: 0.999999, noNaN: true }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 }), async ([name, bytes], changes) => {
      const damaged = bytes.slice();
      for (const [where, value] of changes) damaged[Math.floor(where * damaged.length)] = value;
      expect(await answered(name, damaged)).toBe(true);
    }), { numRuns: 150, seed: 6 });
  });

  it("with pieces taken out or doubled are read or refused with words", async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...whole), share, share, fc.boolean(), async ([name, bytes], a, b, doubled) => {
      const [from, to] = [Math.floor(Math.min(a, b) * bytes.length), Math.floor(Math.max(a, b) * bytes.length)];
      const parts = doubled ? [bytes.subarray(0, to), bytes.subarray(from)] : [bytes.subarray(0, from), bytes.subarray(to)];
      const damaged = new Uint8Array(parts[0]!.length + parts[1]!.length);
      damaged.set(parts[0]!);
      damaged.set(parts[1]!, parts[0]!.length);
      expect(await answered(name, damaged)).toBe(true);
    }), { numRuns: 100, seed: 7 });
  });

  it("of nothing but headings and numbers in any order are read or refused with words", async () => {
    const heading = fc.constantFrom("time_s", "voltage_V", "current_A", "step", "cycle", "State", "temp_degC", "Test Time (s)", "", "Date", "电压(V)", "\"a,b\"");
    const cell = fc.constantFrom("0", "1", "-1", "3.7", "nan", "", "C", "D", "R", "00:00:05", "2024-01-01 00:00:00", "1e300", "\"", "3,7");
    await fc.assert(fc.asyncProperty(fc.array(heading, { minLength: 1, maxLength: 8 }), fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 40 }), fc.constantFrom(",", ";", "\t"), async (headings, body, delimiter) => {
      expect(await answered("x.csv", new TextEncoder().encode([headings, ...body].map((row) => row.join(delimiter)).join("\n")))).toBe(true);
    }), { numRuns: 300, seed: 8 });
  });
});
