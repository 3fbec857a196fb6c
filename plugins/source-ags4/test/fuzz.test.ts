import fc from "fast-check";
import { InputError, prepareTest } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { ags4 } from "../src/index.ts";
import { parseAgs } from "../src/parse.ts";
import { bytesOf, drained, group, read, soil, specimen, tran, triaxial, undrained, write, type Group } from "./writing.ts";

/** "sound", "refused" with a next step, or what is wrong. */
async function verdictOn(content: string | Uint8Array): Promise<string> {
  try {
    const { observations } = await read(content, { settings: { soils: "together" } });
    for (const { test, responses } of observations) {
      prepareTest(soil.find(({ id }) => id === test.protocol)!, test);
      if (!Object.values(responses).every((values) => values.length === test.axis.length && values.every((v) => Number.isNaN(v) || Number.isFinite(v)))) return "a response does not fit its axis";
    }
    return "sound";
  } catch (error) {
    if (!(error instanceof InputError)) return `crashed: ${String(error)}`;
    return error.mistake.expected ?? error.mistake.next ? "refused" : `no next step: ${error.message}`;
  }
}

const soundOrRefused = /^(sound|refused)$/;

const name = fc.stringMatching(/^[A-Z][A-Z0-9]{3}$/);
const cell = fc.oneof(fc.constantFrom("", "\"", "a,b", " lead", "5.0", "-3.10", "°", "土"), fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, " ")));
const anyGroup: fc.Arbitrary<Group> = fc.tuple(name, fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,4}$/), { minLength: 1, maxLength: 6 })).chain(([group, parts]) =>
  fc.array(fc.array(cell, { minLength: parts.length, maxLength: parts.length }), { maxLength: 6 }).map((rows) => ({ name: group, headings: parts.map((part) => [`${group}_${part}`, "kPa", "2DP"] as const), rows })));

describe("random groups", () => {
  it("are read back cell by cell, whatever the cells hold", () => {
    fc.assert(fc.property(fc.uniqueArray(anyGroup, { selector: (g) => g.name, minLength: 1, maxLength: 5 }), fc.constantFrom("\r\n", "\n", "\r"), (groups, newline) => {
      const { groups: found } = parseAgs({ name: "site.ags", bytes: bytesOf(write(groups, newline)) }, new Set(groups.map((g) => g.name)));
      expect([...found.keys()]).toEqual(groups.map((g) => g.name));
      for (const { name: own, headings, rows } of groups) {
        const got = found.get(own)!;
        expect(got.headings).toEqual(headings.map(([heading]) => heading));
        expect(got.rows.map((row) => headings.map(([heading]) => row.cells[heading]))).toEqual(rows);
      }
    }), { numRuns: 200, seed: 1 });
  });

  it("of stages are read back as the numbers written, or left out with a line", async () => {
    const number = (min: number, max: number, digits: number) => fc.double({ min, max, noNaN: true }).map((v) => v.toFixed(digits));
    const stage = fc.record({ TRET_CONP: number(10, 900, 0), TRET_STRN: number(0.5, 25, 1), TRET_DEVF: number(5, 3000, 0), TRET_STV: number(-8, 8, 2), TRET_EP50: number(0.05, 3, 2) });
    await fc.assert(fc.asyncProperty(fc.array(stage, { minLength: 1, maxLength: 5 }), async (stages) => {
      const { observations, warnings } = await read(triaxial(stages.map((values, i) => ({ TRET_TESN: String(i + 1), ...values }))));
      expect(observations).toHaveLength(stages.length);
      for (const [i, { test, responses }] of observations.entries()) {
        const { TRET_CONP, TRET_STRN, TRET_DEVF, TRET_STV, TRET_EP50 } = stages[i]!;
        expect(test.conditions["confiningPressure"]).toBe(Number(TRET_CONP));
        expect(test.axis.at(-1)).toBe(Number(TRET_STRN) / 100);
        expect(responses["deviatorStress"]!.at(-1)).toBe(Number(TRET_DEVF));
        expect(responses["volumetricStrain"]!.at(-1)).toBe(Number(TRET_STV) / 100);
        const inside = Number(TRET_EP50) < Number(TRET_STRN);
        expect(Array.from(test.axis.subarray(1, -1))).toEqual(inside ? [Number(TRET_EP50) / 100] : []);
        expect(warnings.some((w) => w.startsWith(`"BH1 U3 1${stages.length > 1 ? ` stage ${i + 1}` : ""}"`) && w.includes("lies outside the test"))).toBe(!inside);
      }
    }), { numRuns: 100, seed: 2 });
  });
});

describe("damaged files", () => {
  const healthy = write([
    tran,
    group("TREG", [[specimen("1"), { TREG_TYPE: "CD", SPEC_DESC: "SAND" }], [specimen("2"), { TREG_TYPE: "CU", SPEC_DESC: "CLAY" }]]),
    group("TRET", [[specimen("1"), { ...drained, TRET_VOLM: "1.0" }], [specimen("2"), undrained]]),
    group("CONG", [[specimen("3"), { CONG_IVR: "0.97", CONG_SPRS: "12" }]]),
    group("CONS", [25, 50, 100, 50].map((s, i) => [specimen("3"), { CONS_INCN: String(i), CONS_INCF: String(s), CONS_INCE: String(0.95 - i / 50) }] as const)),
    group("TREL", [0, 1, 2, 5].map((a) => [specimen("2"), { TRET_TESN: "1", TREL_MNUM: String(a), TREL_EZES: String(a), TREL_SZE: String(100 + 20 * a), TREL_SRE: String(100 - a), TREL_PWP: String(300 + a) }] as const)),
  ]);
  const bytes = bytesOf(healthy);

  it("are refused with words, or read: cut or changed at any byte", async () => {
    const verdicts: string[] = [await verdictOn(bytes)];
    expect(verdicts).toEqual(["sound"]);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }), fc.boolean(), async (at, byte, cut) => {
      verdicts.push(await verdictOn(cut ? bytes.slice(0, at) : bytes.with(at, byte)));
      expect(verdicts.at(-1)).toMatch(soundOrRefused);
    }), { numRuns: 400, seed: 3 });
    expect(verdicts.filter((v) => v === "sound").length).toBeGreaterThan(20);
  });

  it("are refused with words, or read: a cell that became another, a line lost, twice or moved", async () => {
    const lines = healthy.split("\r\n");
    const odd = fc.constantFrom("", "-5", "0", "1e308", "-1e308", "1e-320", "NaN", "5.0.1", "#", "<5", "TREG", "\"\"");
    await fc.assert(fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(30), odd, fc.constantFrom("cell", "lost", "twice", "moved"), async (l, c, value, kind) => {
      const cells = lines[l]!.split(",");
      const damaged = {
        cell: () => lines.with(l, cells.with(c % cells.length, `"${value}"`).join(",")),
        lost: () => lines.toSpliced(l, 1),
        twice: () => lines.toSpliced(l, 0, lines[l]!),
        moved: () => [...lines.toSpliced(l, 1), lines[l]!],
      }[kind]();
      expect(await verdictOn(damaged.join("\r\n"))).toMatch(soundOrRefused);
    }), { numRuns: 500, seed: 4 });
  });

  it("of any bytes end in a mistake", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
      expect(await verdictOn(noise)).toBe("refused");
      expect(ags4.recognise({ name: "a.ags", bytes: noise })).toBeLessThan(1);
    }), { numRuns: 200, seed: 5 });
  });
});
